using Microsoft.Extensions.Time.Testing;

namespace AtRun.Tests.Support;

/// <summary>The one thread of a test's world: what is posted runs in order, on the caller's thread, and never leaves it.</summary>
public sealed class TestTurn : SynchronizationContext
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Queue<(SendOrPostCallback Work, object? State)> _ready = new();
    private readonly int _home = Environment.CurrentManagedThreadId;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public override void Post(SendOrPostCallback work, object? state)
    {
        if (Environment.CurrentManagedThreadId != _home) throw new InvalidOperationException("a continuation left the turn");
        _ready.Enqueue((work, state));
    }

    public override void Send(SendOrPostCallback work, object? state) => throw new NotSupportedException();

    public void Post(Action work) => Post(static w => ((Action)w!)(), work);

    /// <summary>Does something on the turn, and all that follows from it without time passing.</summary>
    public void Do(Action what)
    {
        var outside = Current;
        SetSynchronizationContext(this);
        try
        {
            what();
            while (_ready.TryDequeue(out var next)) next.Work(next.State);
        }
        finally
        {
            SetSynchronizationContext(outside);
        }
    }

    /// <summary>Lets time pass, in steps small enough that what a timer starts is timed from there.</summary>
    public void Wait(TimeSpan span)
    {
        while (span > TimeSpan.Zero)
        {
            var step = span < Step ? span : Step;
            Do(() => Time.Advance(step));
            span -= step;
        }
    }

    /// <summary>Lets time pass until something is so. False: it was not within the span.</summary>
    public bool WaitUntil(Func<bool> so, TimeSpan within)
    {
        Do(static () => { });
        for (var passed = TimeSpan.Zero; !so(); passed += Step)
        {
            if (passed >= within) return false;
            Wait(Step);
        }
        return true;
    }
}
