namespace AtRun.Tests.Simulation.Week;

/// <summary>The one thread of a world that goes from timer to timer. A step is a timer that fires, or something that was posted.</summary>
internal sealed class SteppedTurn(SteppedClock clock) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Work, object? State)> _ready = new();
    private readonly int _home = Environment.CurrentManagedThreadId;

    public long Steps { get; private set; }

    public override void Post(SendOrPostCallback work, object? state)
    {
        if (Environment.CurrentManagedThreadId != _home) throw new InvalidOperationException("a continuation left the turn");
        _ready.Enqueue((work, state));
    }

    public override void Send(SendOrPostCallback work, object? state) => throw new NotSupportedException();

    public void Post(Action work) => Post(static w => ((Action)w!)(), work);

    /// <summary>All that happens until then, and something after each step of it.</summary>
    public void Run(TimeSpan until, Action afterStep)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            while (true)
            {
                if (_ready.TryDequeue(out var next)) next.Work(next.State);
                else if (!clock.Step(until)) return;
                Steps++;
                afterStep();
            }
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }
}
