using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CpinHandler : Handler<Cpin>
{
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var sim = call.Module.Sim;
        switch (sim.State)
        {
            case SimState.Ready when sim.WaitsForPin2:
                call.Out.Line(sim.Card.Pin2AttemptsLeft > 0 ? "+CPIN: SIM PIN2"u8 : "+CPIN: SIM PUK2"u8);
                return Ok;
            case SimState.Ready:
                call.Out.Line("+CPIN: READY"u8);
                return Ok;
            case SimState.Pin:
                call.Out.Line("+CPIN: SIM PIN"u8);
                return Ok;
            case SimState.Puk:
                call.Out.Line("+CPIN: SIM PUK"u8);
                return Ok;
            default:
                return Answer(sim.Refusal!.Value);
        }
    }

    protected override ValueTask<FinalResult> Write(AtCall call, Cpin value)
    {
        var sim = call.Module.Sim;
        return sim.State switch
        {
            SimState.Ready when sim.WaitsForPin2 => sim.Card.Pin2AttemptsLeft > 0 ? Enter2(sim, value) : Unblock2(sim, value),
            // Nothing is waited for: the PIN is changed by +CPWD (AT reference 80000ST10025a p140).
            SimState.Ready => Answer(CmeError.OperationNotAllowed),
            SimState.Pin => Enter(sim, value),
            SimState.Puk when value.NewPin.Length > 0 => Unblock(sim, value),
            _ => Answer(sim.Refusal!.Value),
        };
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p140).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;

    private static async ValueTask<FinalResult> Enter(SimService sim, Cpin value)
    {
        var answer = await sim.EnterPin(value.Pin);
        // Two values while the PIN is waited for: it is entered, and changed.
        if (answer == SimAnswer.Accepted && value.NewPin.Length > 0) answer = await sim.ChangePin(value.Pin, value.NewPin);
        return sim.ResultOf(answer);
    }

    private static async ValueTask<FinalResult> Enter2(SimService sim, Cpin value)
    {
        var answer = await sim.Card.EnterPin2(value.Pin);
        if (answer == SimAnswer.Accepted && value.NewPin.Length > 0) answer = await sim.Card.ChangePin2(value.Pin, value.NewPin);
        return sim.ResultOfPin2(answer);
    }

    private static async ValueTask<FinalResult> Unblock2(SimService sim, Cpin value) =>
        value.NewPin.Length == 0 ? CmeError.SimPuk2Required : sim.ResultOfPin2(await sim.Card.Unblock2(value.Pin, value.NewPin));

    private static async ValueTask<FinalResult> Unblock(SimService sim, Cpin value) => sim.ResultOf(await sim.Unblock(value.Pin, value.NewPin));
}
