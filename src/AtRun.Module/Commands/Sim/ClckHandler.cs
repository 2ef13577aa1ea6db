using AtRun.Module.Services;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class ClckHandler : Handler<Clck>
{
    /// <summary>"SC" (the PIN) and "FD" (fixed dialling) have something to lock here: the other facilities are not supported.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Clck value)
    {
        var sim = call.Module.Sim;
        switch (value.Fac.ToUpperInvariant())
        {
            case "SC" when value.Mode == LockMode.Query:
                return Status(call, sim.Card.PinEnabled);
            case "SC":
                return Lock(sim, value);
            case "FD" when value.Mode == LockMode.Query:
                return Status(call, sim.Card.FixedDialling);
            case "FD":
                return Fix(sim, value);
            default:
                return Answer(CmeError.OperationNotSupported);
        }
    }

    /// <summary>The facilities alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    private static ValueTask<FinalResult> Status(AtCall call, bool active)
    {
        call.Out.Line($"{call.Command.Name}: {(active ? 1 : 0)}");
        return Ok;
    }

    /// <summary>The PIN2 may be left out where it was given since power-on (AT reference 80000ST10025a p105).</summary>
    private static async ValueTask<FinalResult> Fix(SimService sim, Clck value) =>
        value.Passwd.Length == 0 && !sim.Card.Pin2Verified
            ? sim.RefuseWithoutPin2()
            : sim.ResultOfPin2(await sim.Card.EnableFixedDialling(value.Mode == LockMode.Lock, value.Passwd));

    private static async ValueTask<FinalResult> Lock(SimService sim, Clck value) =>
        value.Passwd.Length == 0 ? CmeError.IncorrectPassword : sim.ResultOf(await sim.EnablePin(value.Mode == LockMode.Lock, value.Passwd));
}
