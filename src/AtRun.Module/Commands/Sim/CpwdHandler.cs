using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CpwdHandler : Handler<Cpwd>
{
    /// <summary>"SC" alone has a password here.</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Cpwd value) =>
        value.Fac.Equals("SC", StringComparison.OrdinalIgnoreCase)
            ? call.Module.Sim.ResultOf(await call.Module.Sim.ChangePin(value.OldPwd, value.NewPwd))
            : CmeError.OperationNotSupported;

    /// <summary>The facilities alone are listed.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }
}
