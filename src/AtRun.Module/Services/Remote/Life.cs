namespace AtRun.Module.Services.Remote;

/// <summary>One row of a service's life.</summary>
/// <param name="From">Where the service is.</param>
/// <param name="Event">What happens.</param>
/// <param name="To">Where it is then.</param>
/// <param name="Source">The requirement, or the timer.</param>
public readonly record struct Step<TState, TEvent>(TState From, TEvent Event, TState To, string Source);

/// <summary>The whole life of a service: every state, and every event that means something in it. What is not here means nothing there.</summary>
/// <remarks>The services move by these tables alone; docs/services.md is drawn from them.</remarks>
public sealed class Life<TState, TEvent>
    where TState : struct, Enum
    where TEvent : struct, Enum
{
    private readonly List<Step<TState, TEvent>> _steps = [];
    private readonly Dictionary<(TState, TEvent), TState> _next = [];

    public IReadOnlyList<Step<TState, TEvent>> Steps => _steps;

    /// <summary>Where an event leads; null: it means nothing in that state.</summary>
    public TState? Next(TState from, TEvent what) => _next.TryGetValue((from, what), out var to) ? to : null;

    internal Life<TState, TEvent> On(TEvent what, TState from, TState to, string source)
    {
        _next.Add((from, what), to);
        _steps.Add(new(from, what, to, source));
        return this;
    }

    internal Life<TState, TEvent> On(TEvent what, ReadOnlySpan<TState> from, TState to, string source)
    {
        foreach (var state in from) On(what, state, to, source);
        return this;
    }
}
