namespace AtRun.Protocol.Multiplexing;

/// <summary>Something that is said again until it is answered, at most N2 times more (27.010 §5.7.3).</summary>
internal sealed class Retry(TimeProvider time, TimeSpan every, int times, Action say, Action gaveUp) : IDisposable
{
    private ITimer? _timer;
    private int _left;

    /// <summary>No answer has come yet.</summary>
    public bool IsRunning { get; private set; }

    public void Start()
    {
        IsRunning = true;
        _left = times;
        _timer ??= time.CreateTimer(static r => ((Retry)r!).Passed(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(every, Timeout.InfiniteTimeSpan);
        say();
    }

    public void Stop()
    {
        if (!IsRunning) return;
        IsRunning = false;
        _timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        IsRunning = false;
        _timer?.Dispose();
    }

    private void Passed()
    {
        // Answered in the moment when the timer was due.
        if (!IsRunning) return;
        if (_left-- > 0)
        {
            _timer!.Change(every, Timeout.InfiniteTimeSpan);
            say();
            return;
        }
        IsRunning = false;
        gaveUp();
    }
}
