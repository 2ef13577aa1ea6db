namespace AtRun.Tests.Simulation.Week;

/// <summary>Simulated time that goes from timer to timer: what lies between costs nothing. Timers that are due together fire in the order in which they were set.</summary>
internal sealed class SteppedClock
{
    private const long Never = long.MaxValue;

    private readonly PriorityQueue<Timer, (long Due, long Order)> _queue = new();
    private long _order;

    /// <summary>When every world begins.</summary>
    public static DateTimeOffset Beginning { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Passed { get; private set; }

    /// <summary>The same time for one more of those who live in it.</summary>
    public OwnTime Own() => new(this);

    /// <summary>Goes to the timer that is due next and lets it fire; false: none is due until then, and then is now.</summary>
    public bool Step(TimeSpan until)
    {
        while (_queue.TryPeek(out var timer, out var entry) && entry.Due <= until.Ticks)
        {
            _queue.Dequeue();
            if (!timer.IsDue(entry.Due)) continue;
            Passed = new(entry.Due);
            timer.Fire();
            return true;
        }
        Passed = until;
        return false;
    }

    /// <summary>The clock as one of several has it: counts the timers that he has set.</summary>
    internal sealed class OwnTime(SteppedClock clock) : TimeProvider
    {
        /// <summary>Timers that will fire.</summary>
        public int Armed { get; internal set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override long GetTimestamp() => clock.Passed.Ticks;

        public override DateTimeOffset GetUtcNow() => Beginning + clock.Passed;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(clock, this, callback, state);
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class Timer(SteppedClock clock, OwnTime owner, TimerCallback callback, object? state) : ITimer
    {
        private long _due = Never;
        private long _order;
        private TimeSpan _period;
        private bool _disposed;

        /// <summary>The entry of the queue that counts; others are left over.</summary>
        private long _queued = Never;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed) return false;
            _period = period;
            Set(dueTime < TimeSpan.Zero ? Never : clock.Passed.Ticks + dueTime.Ticks);
            return true;
        }

        public void Dispose()
        {
            Set(Never);
            _disposed = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        public bool IsDue(long entry)
        {
            if (entry != _queued) return false;
            _queued = Never;
            if (_due == entry) return true;
            Enqueue();
            return false;
        }

        public void Fire()
        {
            Set(_period > TimeSpan.Zero ? clock.Passed.Ticks + _period.Ticks : Never);
            callback(state);
        }

        private void Set(long due)
        {
            owner.Armed += (due == Never ? 0 : 1) - (_due == Never ? 0 : 1);
            (_due, _order) = (due, ++clock._order);
            Enqueue();
        }

        // One that is set to a later time is looked at when its former time comes.
        private void Enqueue()
        {
            if (_due >= _queued) return;
            _queued = _due;
            clock._queue.Enqueue(this, (_due, _order));
        }
    }
}
