using LoopTimer = AtRun.Transport.LoopTime.LoopTimer;

namespace AtRun.Transport;

/// <summary>Timers by when they are due, then by when they were set; each knows its place, so that removing costs O(log n) too.</summary>
internal sealed class TimerHeap
{
    private LoopTimer[] _timers = new LoopTimer[16];
    private long _order;

    internal int Count { get; private set; }

    internal LoopTimer? Peek() => Count == 0 ? null : _timers[0];

    internal void Add(LoopTimer timer, long due)
    {
        if (Count == _timers.Length)
            Array.Resize(ref _timers, Count * 2);

        timer.Due = due;
        timer.Order = ++_order;
        Up(timer, Count++);
    }

    internal void Remove(LoopTimer timer)
    {
        var place = timer.Place;
        if (place < 0)
            return;

        timer.Place = -1;
        var last = _timers[--Count];
        _timers[Count] = null!;
        if (last == timer)
            return;

        if (place > 0 && Before(last, _timers[(place - 1) / 2]))
            Up(last, place);
        else
            Down(last, place);
    }

    private static bool Before(LoopTimer a, LoopTimer b) => a.Due != b.Due ? a.Due < b.Due : a.Order < b.Order;

    private void Up(LoopTimer timer, int place)
    {
        while (place > 0 && Before(timer, _timers[(place - 1) / 2]))
        {
            Put(_timers[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }

        Put(timer, place);
    }

    private void Down(LoopTimer timer, int place)
    {
        for (int child; (child = place * 2 + 1) < Count; place = child)
        {
            if (child + 1 < Count && Before(_timers[child + 1], _timers[child]))
                child++;

            if (!Before(_timers[child], timer))
                break;

            Put(_timers[child], place);
        }

        Put(timer, place);
    }

    private void Put(LoopTimer timer, int place)
    {
        _timers[place] = timer;
        timer.Place = place;
    }
}
