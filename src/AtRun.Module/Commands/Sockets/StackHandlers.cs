using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class TcpMaxDatHandler : Handler<TcpMaxDat>
{
    protected override ValueTask<FinalResult> Write(AtCall call, TcpMaxDat value) => value.Size is > 0 and < TcpMaxDat.Least ? Error : base.Write(call, value);
}

[AtHandler]
internal sealed class E2SlRiHandler : Handler<E2SlRi>
{
    protected override ValueTask<FinalResult> Write(AtCall call, E2SlRi value) => value.N is > 0 and < E2SlRi.Least ? Error : base.Write(call, value);
}

[AtHandler]
internal sealed class SocketBase64Handler : Handler<SocketBase64>
{
    /// <summary>Also for a socket that is open (AT reference 80000ST10025a p435).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, SocketBase64 value)
    {
        var stored = await call.Store(value);
        call.Module.Sockets[value.ConnId].Coding.Set(value);
        return stored;
    }
}

[AtHandler]
internal sealed class GDataVolHandler : Handler<GDataVol>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, GDataVol value)
    {
        var (volume, contexts) = (call.Module.Volume, call.Module.Contexts);
        if (value.Mode == 0)
        {
            await volume.Reset();
            return FinalResult.Ok;
        }
        foreach (var context in contexts.DefinedOfAny)
        {
            var (sent, received) = value.Mode == 1 ? volume.OfLastSession(context.Cid) : volume.OfAll(context.Cid);
            call.Out.Line($"{Command.Name}: {context.Cid},{sent + received},{sent},{received}");
        }
        return FinalResult.Ok;
    }
}
