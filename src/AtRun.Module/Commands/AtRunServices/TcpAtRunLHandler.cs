using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunLHandler : Handler<TcpAtRunL>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, TcpAtRunL value)
    {
        var service = call.Module.TcpAtRun;
        if (value.Mod == 1 && !service.IsOn && service.CanEnable() is { IsSuccess: false } refusal) return refusal;
        var stored = await call.Store(value);
        service.Do(call, value.Mod == 1 ? () => service.Enable(call.Instance.Number) : service.Disable);
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var service = call.Module.TcpAtRun;
        call.Out.Line($"{Command.Name}: {call.Get<TcpAtRunL>().Mod},{(service.IsActive ? 1 : 0)}");
        return Ok;
    }
}
