using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class ScfgHandler : Handler<Scfg>
{
    /// <summary>A socket in use keeps its parameters (IP Easy guide 80000ST10028 p30); one of a context that comes up by itself keeps its context (AT reference 80000ST10025a p432).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Scfg value)
    {
        var module = call.Module;
        var socket = module.Sockets[value.ConnId];
        if (socket.IsOpen) return FinalResult.Error;
        var cid = call.Get<Scfg>(value.ConnId).Cid;
        if (value.Cid != cid && (module.Contexts.IsAutomatic(cid) || module.Contexts.IsAutomatic(value.Cid))) return FinalResult.Error;
        var stored = await call.Store(value);
        socket.Parameters.Set(value);
        return stored;
    }
}
