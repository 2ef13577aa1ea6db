using AtRun.Module.Services.Remote;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

/// <summary>Switches one mode of TCPATRUN on and off; the other one must be off (DEC-6).</summary>
internal abstract class TcpAtRunModeHandler<T>(TcpAtRunMode mode) : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected abstract bool IsOn(T value);

    protected abstract int StatusOf(TcpAtRunService service);

    protected sealed override async ValueTask<FinalResult> Write(AtCall call, T value)
    {
        var service = call.Module.TcpAtRun;
        if (IsOn(value) && !service.CanEnable(mode)) return FinalResult.Error;
        var stored = await call.Store(value);
        if (IsOn(value)) service.Do(call, () => service.Enable(mode, call.Instance.Number));
        else if (service.Mode == mode) service.Do(call, service.Disable);
        return stored;
    }

    protected sealed override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(IsOn(call.Get<T>()) ? 1 : 0)},{StatusOf(call.Module.TcpAtRun)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class TcpAtRunLHandler() : TcpAtRunModeHandler<TcpAtRunL>(TcpAtRunMode.Server)
{
    protected override bool IsOn(TcpAtRunL value) => value.Mod == 1;

    protected override int StatusOf(TcpAtRunService service) => service.IsListening ? 1 : 0;
}

[AtHandler]
internal sealed class TcpAtRunDHandler() : TcpAtRunModeHandler<TcpAtRunD>(TcpAtRunMode.Client)
{
    protected override bool IsOn(TcpAtRunD value) => value.Mod == 1;

    protected override int StatusOf(TcpAtRunService service) => service.DialStatus;
}
