using System.Globalization;

namespace AtRun.Module.Services.OnBoard;

/// <summary>What #ENHRST does after its time.</summary>
public enum TimedResetMode
{
    Off = 0,
    Once = 1,
    Periodic = 2,
}

/// <summary>The reset after a time (AT reference 80000ST10025a p291-292). The periodic one begins anew with each power-on.</summary>
public sealed class TimedReset(RunningModule module)
{
    private const string Key = "reset/periodic";

    private ITimer? _timer;
    private long _since;

    public TimedResetMode Mode { get; private set; }

    /// <summary>Minutes from the setting, or from power-on, to the reset.</summary>
    public int Delay { get; private set; }

    /// <summary>Minutes that are left, begun ones counted.</summary>
    public int Remaining => (int)Math.Ceiling((TimeSpan.FromMinutes(Delay) - module.World.Time.GetElapsedTime(_since)).TotalMinutes);

    /// <summary>Sets the time going. Kept in non-volatile memory where the mode is, or was, the periodic one.</summary>
    public ValueTask Set(TimedResetMode mode, int delay)
    {
        var stored = mode == TimedResetMode.Periodic || Mode == TimedResetMode.Periodic;
        Begin(mode, delay);
        return stored
            ? module.Nvm.SetText(Key, mode == TimedResetMode.Periodic ? delay.ToString(CultureInfo.InvariantCulture) : null)
            : default;
    }

    internal void Start()
    {
        if (int.TryParse(module.Nvm.GetText(Key), NumberStyles.None, CultureInfo.InvariantCulture, out var delay) && delay > 0)
            Begin(TimedResetMode.Periodic, delay);
    }

    internal void End() => _timer?.Dispose();

    private void Begin(TimedResetMode mode, int delay)
    {
        _timer?.Dispose();
        _timer = null;
        (Mode, Delay, _since) = (mode, delay, module.World.Time.GetTimestamp());
        if (mode == TimedResetMode.Off) return;
        _timer = module.World.Time.CreateTimer(static m => ((RunningModule)m!).Reboot("the time of #ENHRST is over"), module, TimeSpan.FromMinutes(delay), Timeout.InfiniteTimeSpan);
    }
}
