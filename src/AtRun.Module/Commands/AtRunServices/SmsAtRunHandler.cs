using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class SmsAtRunHandler : Handler<SmsAtRun>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SmsAtRun value)
    {
        var service = call.Module.SmsAtRun;
        if (value.Mod == 1 && !service.IsOn && !service.CanEnable) return FinalResult.Error;
        var stored = await call.Store(value);
        if (value.Mod == 0) service.Disable();
        // The instance may be the one that asks: it goes to the service when the answer is out.
        else call.Instance.AfterLine(() => service.Enable(call.Instance.Number));
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<SmsAtRun>().Mod},{(call.Module.SmsAtRun.IsActive ? 1 : 0)}");
        return Ok;
    }
}
