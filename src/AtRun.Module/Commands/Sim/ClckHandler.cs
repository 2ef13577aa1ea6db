using AtRun.Module.Services;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class ClckHandler : Handler<Clck>
{
    /// <summary>"SC" alone has something to lock here: the other facilities are not supported.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Clck value)
    {
        if (!value.Fac.Equals("SC", StringComparison.OrdinalIgnoreCase)) return Answer(CmeError.OperationNotSupported);
        if (value.Mode != LockMode.Query) return Lock(call.Module.Sim, value);
        call.Out.Line($"{Command.Name}: {(call.Module.Sim.Card.PinEnabled ? 1 : 0)}");
        return Ok;
    }

    /// <summary>The facilities alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    private static async ValueTask<FinalResult> Lock(SimService sim, Clck value) =>
        value.Passwd.Length == 0 ? CmeError.IncorrectPassword : sim.ResultOf(await sim.EnablePin(value.Mode == LockMode.Lock, value.Passwd));
}
