using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>Timers of an app: they call it once (Telit AppZone samples, m2m_timer_…).</summary>
internal sealed class TimerFunctions(AppMachine app) : AppGroup(app)
{
    /// <summary>Own choice.</summary>
    private const int Most = 32;

    /// <summary>The clock of the module ticks every 10 ms.</summary>
    private const uint Tick = 10;

    private readonly Dictionary<int, AppTimer> _timers = [];
    private int _last;

    private sealed record AppTimer(ITimer Timer)
    {
        /// <summary>A call of it waits for the app.</summary>
        public bool IsWaiting { get; set; }
    }

    public override IEnumerable<AppFunction> Functions() =>
    [
        Returns("m2m_timer_create", 0, a => Create(a[0], a[1]), Integer, Integer),
        Returns("m2m_timer_start", AppMachine.Invalid, a => Start(a[0], (uint)a[1]), Integer, Integer),
        Returns("m2m_timer_stop", AppMachine.Invalid, a => Set(a[0], Timeout.InfiniteTimeSpan), Integer),
        Returns("m2m_timer_free", AppMachine.Invalid, a => Free(a[0]), Integer),
    ];

    public override void End()
    {
        foreach (var timer in _timers.Values) timer.Timer.Dispose();
        _timers.Clear();
    }

    private AppAnswer Create(int function, int argument)
    {
        if (_timers.Count == Most || function <= 0) return 0;
        var handle = ++_last;
        _timers.Add(handle, new(Module.World.Time.CreateTimer(_ => Fire(handle, function, argument), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)));
        return handle;
    }

    // A timer that the app is slower than is not queued twice.
    private void Fire(int handle, int function, int argument)
    {
        if (!_timers.TryGetValue(handle, out var timer) || timer.IsWaiting) return;
        timer.IsWaiting = App.Call(new(AppTask.Timer, null, function, argument) { Done = () => timer.IsWaiting = false });
    }

    private AppAnswer Start(int handle, uint milliseconds) => Set(handle, TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, Tick, int.MaxValue)));

    private AppAnswer Set(int handle, TimeSpan due)
    {
        if (!_timers.TryGetValue(handle, out var timer)) return AppMachine.Invalid;
        timer.Timer.Change(due, Timeout.InfiniteTimeSpan);
        return AppMachine.Success;
    }

    private AppAnswer Free(int handle)
    {
        if (!_timers.Remove(handle, out var timer)) return AppMachine.Invalid;
        timer.Timer.Dispose();
        return AppMachine.Success;
    }
}
