using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CopnHandler : Handler<Copn>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        foreach (var (plmn, name) in OperatorNames.Of(call.Get<PlmnMode>().List)) call.Out.Line($"{Command.Name}: \"{plmn}\",\"{name}\"");
        return Ok;
    }
}
