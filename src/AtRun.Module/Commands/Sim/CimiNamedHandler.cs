using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CimiNamedHandler : Handler<CimiNamed>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Module.Sim.Card.Imsi}");
        return Ok;
    }
}
