using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class SdHandler : Handler<Sd>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Sd value)
    {
        if (call.Get<ScfgExt2>(value.ConnId).AbortConnAttempt == 1) call.Instance.AllowAbort();
        var dial = new SocketDial((SocketProtocol)value.TxProt, value.IpAddr, value.RPort)
        {
            OutlivesPeer = value.ClosureType == SocketUse.StaysOpen,
            LocalPort = value.LPort,
            InCommandMode = value.ConnMode == 1,
        };
        return call.Module.Sockets[value.ConnId].Open(call.Instance, dial, call.Stop);
    }
}

[AtHandler]
internal sealed class SoHandler : Handler<So>
{
    protected override ValueTask<FinalResult> Write(AtCall call, So value)
    {
        var socket = call.Module.Sockets[value.ConnId];
        return Answer(socket.IsOf(call.Instance) ? socket.Resume() : CmeError.CannotResumeSocket);
    }
}

[AtHandler]
internal sealed class ShHandler : Handler<Sh>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Sh value)
    {
        var socket = call.Module.Sockets[value.ConnId];
        if (!socket.IsOf(call.Instance)) return Answer(CmeError.OperationNotAllowed);
        if (socket.IsOpen) socket.Close(SocketClosure.None);
        return Ok;
    }
}

[AtHandler]
internal sealed class SaHandler : Handler<Sa>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Sa value)
    {
        var socket = call.Module.Sockets[value.ConnId];
        return Answer(socket.IsOf(call.Instance) ? socket.Accept(value.ConnMode == 1) : CmeError.OperationNotAllowed);
    }
}

[AtHandler]
internal sealed class SlHandler : Handler<Sl>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Sl value) => Answer(call.Listen(value.ConnId, value.ListenState == 1, new(SocketProtocol.Tcp, value.ListenPort, Command.Name)
    {
        OutlivesPeer = value.ClosureType == SocketUse.StaysOpen,
    }));

    /// <summary>The manual does not print the lines: own choice, as #SL takes them.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var (socket, how) in call.Listening(SocketProtocol.Tcp))
            call.Out.Line($"{Command.Name}: {socket},{how.Port},{(how.OutlivesPeer ? SocketUse.StaysOpen : 0)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class SlUdpHandler : Handler<SlUdp>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SlUdp value) =>
        Answer(call.Listen(value.ConnId, value.ListenState == 1, new(SocketProtocol.Udp, value.ListenPort, Command.Name)));

    /// <inheritdoc cref="SlHandler.Read"/>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var (socket, how) in call.Listening(SocketProtocol.Udp)) call.Out.Line($"{Command.Name}: {socket},{how.Port}");
        return Ok;
    }
}

/// <summary>What #SL and #SLUDP have in common.</summary>
internal static class ListeningSockets
{
    public static FinalResult Listen(this AtCall call, int connId, bool begins, SocketListening how)
    {
        var socket = call.Module.Sockets[connId];
        if (begins) return how.Port == 0 ? FinalResult.Error : socket.Listen(call.Instance, how);
        if (!socket.IsOpen && socket.Holder is null) return FinalResult.Ok;
        if (!socket.IsOf(call.Instance) || socket.Listens?.Protocol != how.Protocol) return CmeError.WrongState;
        socket.Close(SocketClosure.None);
        return FinalResult.Ok;
    }

    /// <summary>Those that commands have opened; that of TCPATRUN is shown by #SS.</summary>
    public static IEnumerable<(int ConnId, SocketListening How)> Listening(this AtCall call, SocketProtocol protocol) =>
        from socket in call.Module.Sockets.All
        where socket.Listens?.Protocol == protocol
        select (socket.ConnId, socket.Listens);
}
