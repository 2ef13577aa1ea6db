namespace AtRun.Client.Listening;

/// <summary>Something with one deadline at a time.</summary>
internal abstract class WheelItem
{
    internal const int Nowhere = -1, Due = -2;

    internal WheelItem? Next, Previous;

    /// <summary>Milliseconds on the wheel's clock.</summary>
    internal long Deadline;

    /// <summary>Where on the wheel it is.</summary>
    internal int Slot = Nowhere;

    /// <summary>The deadline has come. It is not set any more.</summary>
    internal abstract void Elapsed();
}

/// <summary>Deadlines of many items under one timer, to a tenth of a second; setting one costs next to nothing and no memory.</summary>
internal sealed class DeadlineWheel : IDisposable
{
    private const int Slots = 1024, Tick = 100;

    private readonly WheelItem?[] _slots = new WheelItem?[Slots];
    private readonly List<WheelItem> _due = [];
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;
    private long _done;
    private long _armedFor = long.MaxValue;
    private int _count;

    public DeadlineWheel(TimeProvider time)
    {
        (_time, _start) = (time, time.GetTimestamp());
        _timer = time.CreateTimer(static wheel => ((DeadlineWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Milliseconds since the wheel was made.</summary>
    public long Now => (long)_time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Sets the deadline of an item, in place of the one that it has.</summary>
    public void Set(WheelItem item, long deadline)
    {
        Clear(item);
        // A slot is visited when its time is over; what is late goes into the next one.
        var tick = Math.Max(deadline / Tick + 1, _done + 1);
        item.Deadline = deadline;
        item.Slot = (int)(tick % Slots);
        ref var first = ref _slots[item.Slot];
        item.Next = first;
        if (first is not null) first.Previous = item;
        first = item;
        _count++;
        if (tick < _armedFor) Arm(tick);
    }

    public void Clear(WheelItem item)
    {
        if (item.Slot >= 0) Remove(item);
        item.Slot = WheelItem.Nowhere;
    }

    public void Dispose() => _timer.Dispose();

    private void Remove(WheelItem item)
    {
        if (item.Next is { } next) next.Previous = item.Previous;
        if (item.Previous is { } previous) previous.Next = item.Next;
        else _slots[item.Slot] = item.Next;
        item.Next = item.Previous = null;
        _count--;
    }

    private void Turn()
    {
        _armedFor = long.MaxValue;
        var now = Now;
        var until = now / Tick;
        // Slots that would be visited twice are visited once.
        for (var tick = Math.Max(_done + 1, until - Slots + 1); tick <= until; tick++) Collect(tick, now);
        _done = Math.Max(_done, until);
        try
        {
            foreach (var item in _due)
            {
                // What another one did may have set or cleared it.
                if (item.Slot != WheelItem.Due) continue;
                item.Slot = WheelItem.Nowhere;
                item.Elapsed();
            }
        }
        finally
        {
            // Where one threw, the others come next time.
            foreach (var item in _due)
                if (item.Slot == WheelItem.Due) Set(item, now);
            _due.Clear();
            if (_count > 0) ArmForNext();
        }
    }

    private void Collect(long tick, long now)
    {
        for (var item = _slots[tick % Slots]; item is not null;)
        {
            var next = item.Next;
            if (item.Deadline <= now)
            {
                Remove(item);
                item.Slot = WheelItem.Due;
                _due.Add(item);
            }
            item = next;
        }
    }

    private void ArmForNext()
    {
        for (var tick = _done + 1; tick <= _done + Slots; tick++)
            if (_slots[tick % Slots] is not null)
            {
                if (tick < _armedFor) Arm(tick);
                return;
            }
    }

    private void Arm(long tick)
    {
        _armedFor = tick;
        _timer.Change(TimeSpan.FromMilliseconds(Math.Max(0, tick * Tick - Now)), Timeout.InfiniteTimeSpan);
    }
}
