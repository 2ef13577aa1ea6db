using AtRun.Module.Services;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CpwdHandler : Handler<Cpwd>
{
    /// <summary>"SC" (the PIN) and "P2" (the PIN2) have a password here.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cpwd value) => value.Fac.ToUpperInvariant() switch
    {
        "SC" => ChangePin(call.Module.Sim, value),
        "P2" => ChangePin2(call.Module.Sim, value),
        _ => Answer(CmeError.OperationNotSupported),
    };

    /// <summary>The facilities alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    private static async ValueTask<FinalResult> ChangePin(SimService sim, Cpwd value) => sim.ResultOf(await sim.ChangePin(value.OldPwd, value.NewPwd));

    private static async ValueTask<FinalResult> ChangePin2(SimService sim, Cpwd value) => sim.ResultOfPin2(await sim.Card.ChangePin2(value.OldPwd, value.NewPwd));
}
