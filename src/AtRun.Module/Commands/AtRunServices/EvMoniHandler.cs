using AtRun.Module.Services.Remote;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class EvMoniHandler : Handler<EvMoni>
{
    /// <summary>What the values may be depends on the event; a pin or an input must be one that the product has.</summary>
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        var monitor = call.Module.EventMonitor;
        var values = new ParameterReader(parameters);
        return EventSetting.TryBind(ref values, monitor.SettingOf, out var setting) && IsThere(call, setting) ? Store(monitor, setting) : Error;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var setting in call.Module.EventMonitor.Settings) call.Out.Line($"{Command.Name}: \"{setting.Event.Label}\",{setting.ToString()}");
        return Ok;
    }

    /// <summary>A compound value (AT reference 80000ST10025a p394); its text is our own choice.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var labels = string.Join(',', call.Module.EventMonitor.Settings.Select(s => $"\"{s.Event.Label}\""));
        call.Out.Line($"{Command.Name}: ({labels}),{Command.Parameters[1].Domain},{Command.Parameters[2].Domain}");
        return Ok;
    }

    private static bool IsThere(AtCall call, EventSetting setting) => setting.Event.Kind switch
    {
        EventKind.Pin => setting.Number(1) <= call.Module.Pins.Count,
        EventKind.VoltageAbove or EventKind.VoltageUnder => setting.Number(1) <= call.Module.Product.Converters,
        _ => true,
    };

    private static async ValueTask<FinalResult> Store(EventMonitor monitor, EventSetting setting)
    {
        await monitor.Set(setting);
        return FinalResult.Ok;
    }
}
