using AtRun.Module.Commands.Packet;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class SktDHandler : Handler<SktD>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SktD value)
    {
        if (SingleSocket.Refusal(call) is { } refusal) return Answer(refusal);
        call.Instance.Settings.Set(Command, value);
        SingleSocket.AllowAbort(call);
        return call.OwnSocket().Open(call.Instance, SingleSocket.Dial(value.SocketType, value.RemoteAddr, value.RemotePort, value.ClosureType, value.LocalPort), call.Stop);
    }

    /// <summary>What was given last; the manual prints the command in front (AT reference 80000ST10025a p470).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.ValuesBehindCommand(call.Instance.Settings.Get<SktD>());
        return Ok;
    }
}

/// <summary>Fails with NO CARRIER (AT reference 80000ST10025a p458).</summary>
[AtHandler]
internal sealed class SktOpHandler : Handler<SktOp>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SktOp value)
    {
        var (module, peer) = (call.Module, call.Get<SktSet>());
        if (call.Instance.Number != 1) return CmeError.OperationNotAllowed;
        if (SingleSocket.Refusal(call) is { } refusal) return refusal == CmeError.ContextNotOpened ? FinalResult.NoCarrier : refusal;
        if (peer.RemoteAddr.Length == 0 || peer.RemotePort == 0 || !call.OwnSocket().IsFree) return FinalResult.NoCarrier;
        SingleSocket.AllowAbort(call);
        var broughtUp = module.Contexts.AddressOf(Gprs.Context) is null;
        var (user, password) = call.Instance.Login();
        if (broughtUp && await call.ActivateForSockets(Gprs.Context, user, password) is { IsSuccess: false }) return FinalResult.NoCarrier;
        var dial = SingleSocket.Dial(peer.SocketType, peer.RemoteAddr, peer.RemotePort, peer.ClosureType, peer.LocalPort);
        if (broughtUp) dial = dial with { Closed = TakeDown };
        var connected = false;
        try
        {
            var result = await call.OwnSocket().Open(call.Instance, dial, call.Stop);
            connected = result.Kind == ResultKind.Connect;
            return connected ? result : FinalResult.NoCarrier;
        }
        finally
        {
            if (broughtUp && !connected) TakeDown();
        }

        void TakeDown()
        {
            if (module.IsOn) module.InBackground(stop => module.Contexts.Deactivate(Gprs.Context, stop).AsTask());
        }
    }
}

/// <summary>What #SKTD, #SKTL and #SKTOP have in common: the socket with the number of the instance, on context 1, defined.</summary>
internal static class SingleSocket
{
    /// <summary>Why the socket may not be used; null: it may.</summary>
    public static CmeError? Refusal(AtCall call) =>
        call.Get<Scfg>(call.Instance.Number).Cid != Gprs.Context ? CmeError.OperationNotAllowed
        : call.Module.Contexts.IsDefined(Gprs.Context) ? null
        : CmeError.ContextNotOpened;

    /// <summary>A character that is typed ends the attempt, where #SCFGEXT2 says so (AT reference 80000ST10025a p421).</summary>
    public static void AllowAbort(AtCall call)
    {
        if (call.Get<ScfgExt2>(call.Instance.Number).AbortConnAttempt == 1) call.Instance.AllowAbort();
    }

    public static SocketDial Dial(int type, string host, int port, int closure, int localPort) => new((SocketProtocol)type, host, port)
    {
        EscapeCloses = true,
        OutlivesPeer = closure == SocketUse.StaysOpen,
        LocalPort = localPort,
    };
}
