using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CimiHandler : Handler<Cimi>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{call.Module.Sim.Card.Imsi}");
        return Ok;
    }
}
