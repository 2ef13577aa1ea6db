using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CpwdHandler : Handler<Cpwd>
{
    /// <summary>"SC" is the PIN, "P2" the PIN2, "AB" the network's password for barring.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cpwd value) => value.Fac.ToUpperInvariant() switch
    {
        "SC" => ChangePin(call.Module.Sim, value),
        "P2" => ChangePin2(call.Module.Sim, value),
        "AB" => ChangeBarring(call, value),
        // Nothing is locked to a SIM (see Facility), so that there is no password to change.
        "PS" => Answer(CmeError.OperationNotAllowed),
        _ => Answer(CmeError.OperationNotSupported),
    };

    /// <summary>The facilities alone are listed; the old styles have fewer (AT reference 80000ST10025a p109).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.OldStyle ? """("SC",8),("AB",4),("P2",4)""" : Command.Parameters[0].Domain)}");
        return Ok;
    }

    private static async ValueTask<FinalResult> ChangePin(SimService sim, Cpwd value) => sim.ResultOf(await sim.ChangePin(value.OldPwd, value.NewPwd));

    private static async ValueTask<FinalResult> ChangePin2(SimService sim, Cpwd value) => sim.ResultOfPin2(await sim.Card.ChangePin2(value.OldPwd, value.NewPwd));

    private static async ValueTask<FinalResult> ChangeBarring(AtCall call, Cpwd value) =>
        call.Module.Network.IsRegistered ? Barring.ResultOf(await call.Module.World.Supplementary.ChangePassword(value.OldPwd, value.NewPwd, call.Stop)) : Barring.NotRegistered;
}
