using AtRun.Module.Services;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunLHandler : Handler<TcpAtRunL>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, TcpAtRunL value)
    {
        var service = call.Module.TcpAtRun;
        if (value.Mod == 1 && !service.CanEnable(TcpAtRunMode.Server)) return FinalResult.Error;
        var stored = await call.Store(value);
        if (value.Mod == 1) service.Do(call, () => service.Enable(TcpAtRunMode.Server, call.Instance.Number));
        else if (service.Mode == TcpAtRunMode.Server) service.Do(call, service.Disable);
        return stored;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var service = call.Module.TcpAtRun;
        call.Out.Line($"{Command.Name}: {call.Get<TcpAtRunL>().Mod},{(service.IsListening ? 1 : 0)}");
        return Ok;
    }
}
