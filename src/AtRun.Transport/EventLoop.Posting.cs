using static AtRun.Transport.Posix;

namespace AtRun.Transport;

public sealed partial class EventLoop
{
    private readonly Queue<Work> _work = new();
    private readonly Queue<Work> _fromElsewhere = new();
    private int _elsewhereCount;
    private int _dozing;

    private bool HasPosted => _work.Count > 0 || Volatile.Read(ref _elsewhereCount) > 0;

    /// <summary>Runs the work on the loop, after what is under way there. From any thread.</summary>
    public void Post(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Post(static work => ((Action)work!)(), work);
    }

    internal void Post(SendOrPostCallback callback, object? state)
    {
        if (InLoop)
        {
            _work.Enqueue(new Work(callback, state));
            return;
        }

        lock (_fromElsewhere)
        {
            _fromElsewhere.Enqueue(new Work(callback, state));
            _elsewhereCount++;
        }

        Wake();
    }

    /// <summary>Wakes the loop if it sleeps or is about to; elsewise it looks for news by itself.</summary>
    internal void Wake()
    {
        if (!InLoop && Interlocked.Exchange(ref _dozing, 0) == 1)
            WakeAlways();
    }

    private unsafe void WakeAlways()
    {
        ulong one = 1;
        write(_wake, &one, sizeof(ulong));
    }

    // What is posted meanwhile waits for the next turn: links and timers get theirs in between.
    private void DoPosted()
    {
        if (Volatile.Read(ref _elsewhereCount) > 0)
        {
            lock (_fromElsewhere)
            {
                while (_fromElsewhere.TryDequeue(out var work))
                    _work.Enqueue(work);

                _elsewhereCount = 0;
            }
        }

        for (var left = _work.Count; left > 0; left--)
        {
            var (callback, state) = _work.Dequeue();
            try
            {
                callback(state);
            }
            catch (Exception e) when (Faulted is not null)
            {
                Faulted(e);
            }
        }
    }

    internal void Guarded(TimerCallback callback, object? state)
    {
        try
        {
            callback(state);
        }
        catch (Exception e) when (Faulted is not null)
        {
            Faulted(e);
        }
    }

    private readonly record struct Work(SendOrPostCallback Callback, object? State);
}
