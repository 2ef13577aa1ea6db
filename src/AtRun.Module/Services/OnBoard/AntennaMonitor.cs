using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Services.OnBoard;

/// <summary>Measures how the antenna of the radio is (#GSMAD).</summary>
/// <remarks>AT reference 80000ST10025a p349-351</remarks>
public sealed class AntennaMonitor(RunningModule module)
{
    private ITimer? _next;
    private AntennaState _known;

    internal void Start() => Begin();

    internal void End() => _next?.Dispose();

    /// <summary>The setting is another one: the interval counts from now.</summary>
    internal void Begin()
    {
        _next?.Dispose();
        _next = null;
        var setting = module.Nvm.Get<GsmAdSet>();
        if (setting.Mod == 0) return;
        var interval = TimeSpan.FromSeconds(setting.Interval);
        _next = module.World.Time.CreateTimer(static m => ((AntennaMonitor)m!).Again(), this, interval, interval);
    }

    /// <summary>Measures now: how it is, and whether that is a change.</summary>
    internal (AntennaState State, bool Changed) Measure()
    {
        var state = module.Board.RadioAntenna;
        var changed = state != _known;
        _known = state;
        return (state, changed);
    }

    private void Again()
    {
        var (state, changed) = Measure();
        module.Pins.Put(module.Nvm.Get<GsmAdSet>().RepGpio, state != AntennaState.Connected);
        if (!changed) return;
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<GsmAdUrc>().UrcMode == 1) instance.Unsolicited(Text(state));
    }

    internal static string Text(AntennaState state) => $"{GsmAd.Command.Name}: {(int)state}";
}
