using System.Diagnostics;

namespace AtRun.Transport;

/// <summary>The time of an <see cref="EventLoop"/>: it may run faster than the wall's, and its timers fire on the loop.</summary>
/// <remarks>
/// On the loop the time stands still from one wakeup to the next, so that asking costs nothing; elsewhere each call reads the clock.
/// Timers may be made, changed and disposed on any thread. A callback does not see the AsyncLocals of who made its timer.
/// </remarks>
internal sealed class LoopTime : TimeProvider
{
    private readonly EventLoop _loop;
    private readonly double _speed;
    private readonly long _realStart = Stopwatch.GetTimestamp();
    private readonly DateTimeOffset _start;
    private readonly Lock _lock = new();
    private readonly TimerHeap _heap = new();
    private long _nextDue = long.MaxValue;
    private long _now;
    private bool _fresh;

    internal LoopTime(EventLoop loop, double speed, DateTimeOffset start)
    {
        if (!double.IsFinite(speed) || speed <= 0)
            throw new ArgumentOutOfRangeException(nameof(speed), speed, "The speed of time must be a positive number.");

        (_loop, _speed, _start) = (loop, speed, start.ToUniversalTime());
    }

    /// <summary>Simulated ticks of 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _loop.InLoop ? Now : Read();

    public override DateTimeOffset GetUtcNow() => _start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new LoopTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Simulated ticks for a duration on the wall's clock.</summary>
    internal TimeSpan OfReal(TimeSpan real) => real * _speed;

    /// <summary>The loop woke up: the time that it kept is over.</summary>
    internal void Forget() => _fresh = false;

    /// <summary>Real nanoseconds until the next timer; 0 when one is due, -1 when there is none.</summary>
    internal long NanosecondsToNext()
    {
        var next = Volatile.Read(ref _nextDue);
        if (next == long.MaxValue)
            return -1;

        var ticks = next - Now;
        return ticks <= 0 ? 0 : (long)Math.Min(Math.Ceiling(ticks * 100.0 / _speed), 3.6e12);
    }

    /// <summary>Fires what is due. A timer that is set again at once waits for the next wakeup, so that others get their turn.</summary>
    internal void FireDue()
    {
        if (Volatile.Read(ref _nextDue) is var next && (next == long.MaxValue || next > Now))
            return;

        for (var left = _heap.Count; left > 0; left--)
        {
            LoopTimer? timer;
            lock (_lock)
            {
                timer = _heap.Peek();
                if (timer is null || timer.Due > Now)
                    return;

                Rearm(timer);
            }

            _loop.Guarded(timer.Callback, timer.State);
        }
    }

    private long Now
    {
        get
        {
            if (!_fresh)
            {
                _now = Read();
                _fresh = true;
            }

            return _now;
        }
    }

    private long Read() => (long)(Stopwatch.GetElapsedTime(_realStart).Ticks * _speed);

    // A period that was missed altogether is skipped: a loop that was held up does not fire a burst.
    private void Rearm(LoopTimer timer)
    {
        _heap.Remove(timer);
        if (timer.Period > 0)
            _heap.Add(timer, timer.Due + timer.Period * ((Now - timer.Due) / timer.Period + 1));

        Volatile.Write(ref _nextDue, _heap.Peek()?.Due ?? long.MaxValue);
    }

    private bool Set(LoopTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero && dueTime != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(dueTime), dueTime, "A timer is due in the future, or never.");

        if (period < TimeSpan.Zero && period != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(period), period, "A period is positive, or infinite.");

        var now = GetTimestamp();
        bool earlier;
        lock (_lock)
        {
            if (timer.Disposed)
                return false;

            _heap.Remove(timer);
            timer.Period = Math.Max(0, period.Ticks);
            if (dueTime != Timeout.InfiniteTimeSpan)
                _heap.Add(timer, dueTime.Ticks > long.MaxValue - 1 - now ? long.MaxValue - 1 : now + dueTime.Ticks);

            var next = _heap.Peek()?.Due ?? long.MaxValue;
            earlier = next < _nextDue;
            Volatile.Write(ref _nextDue, next);
        }

        if (earlier)
            _loop.Wake();

        return true;
    }

    private void Drop(LoopTimer timer)
    {
        lock (_lock)
        {
            timer.Disposed = true;
            _heap.Remove(timer);
            Volatile.Write(ref _nextDue, _heap.Peek()?.Due ?? long.MaxValue);
        }
    }

    internal sealed class LoopTimer(LoopTime time, TimerCallback callback, object? state) : ITimer
    {
        internal readonly TimerCallback Callback = callback;
        internal readonly object? State = state;
        internal long Due, Order, Period;
        internal int Place = -1;
        internal bool Disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Set(this, dueTime, period);

        public void Dispose() => time.Drop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
