using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class EnaEvMoniHandler : Handler<EnaEvMoni>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, EnaEvMoni value)
    {
        var service = call.Module.EventMonitor;
        if (value.Mod == 1 && !service.IsOn && !service.CanEnable) return FinalResult.Error;
        var stored = await call.Store(value);
        if (value.Mod == 0) service.Disable(abort: call.Instance.User != service);
        // The instance may be the one that asks: it goes to the service when the answer is out.
        else call.Instance.AfterLine(() => service.Enable(call.Instance.Number));
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<EnaEvMoni>().Mod},{(call.Module.EventMonitor.IsOn ? 1 : 0)}");
        return Ok;
    }
}
