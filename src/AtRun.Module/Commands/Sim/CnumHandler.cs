using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CnumHandler : Handler<Cnum>
{
    // 24.008 §10.5.4.7: type of number and numbering plan.
    private const int International = 145;
    private const int National = 129;

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.Sim.Card.OwnNumber is { } number)
            call.Out.Line($"{Command.Name}: \"\",\"{number}\",{(number.StartsWith('+') ? International : National)}");
        return Ok;
    }
}
