using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class PctHandler : Handler<Pct>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var sim = call.Module.Sim;
        if (sim.State == SimState.NotInserted) return Answer(CmeError.SimNotInserted);
        call.Out.Line($"{Command.Name}: {(sim.WaitsForPin2 ? sim.Card.Pin2AttemptsLeft : sim.Card.AttemptsLeft)}");
        return Ok;
    }
}
