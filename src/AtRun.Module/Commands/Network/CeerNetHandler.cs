using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CeerNetHandler : Handler<CeerNet>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Module.Network.RejectCause}");
        return Ok;
    }
}
