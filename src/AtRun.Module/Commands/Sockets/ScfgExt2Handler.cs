using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class ScfgExt2Handler : Handler<ScfgExt2>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, ScfgExt2 value)
    {
        var stored = await call.Store(value);
        call.Module.Sockets[value.ConnId].Parameters.Set(value);
        return stored;
    }
}
