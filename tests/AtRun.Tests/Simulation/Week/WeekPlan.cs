namespace AtRun.Tests.Simulation.Week;

/// <summary>What is simulated. Spans between things of one kind are exponential with these means, drawn by the seed.</summary>
internal sealed record WeekPlan
{
    public int Modules { get; init; } = 1000;

    public TimeSpan Span { get; init; } = TimeSpan.FromDays(7);

    public int Seed { get; init; } = 1;

    /// <summary>Of that many modules one is in server mode.</summary>
    public int ServerEvery { get; init; } = 10;

    /// <summary>Of that many modules one takes commands by SMS.</summary>
    public int SmsEvery { get; init; } = 3;

    /// <summary>From fault to fault of one module.</summary>
    public TimeSpan Faults { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From restart to restart of the host of all.</summary>
    public TimeSpan HostRestarts { get; init; } = TimeSpan.FromHours(6);

    /// <summary>Of that many modules one has the event monitor on.</summary>
    public int EventsEvery { get; init; } = 4;

    /// <summary>From the commands planned for a module to the next.</summary>
    public TimeSpan Commands { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan Messages { get; init; } = TimeSpan.FromHours(3);

    /// <summary>From stranger to stranger at one module.</summary>
    public TimeSpan Strangers { get; init; } = TimeSpan.FromHours(6);

    /// <summary>All modules are switched on within that span.</summary>
    public TimeSpan Rollout { get; init; } = TimeSpan.FromMinutes(10);
}

/// <summary>What happens to a module, or to its host.</summary>
internal enum Fault
{
    ContextDropped,
    CoverageLost,
    SimPulled,
    PowerCut,
    AddressChanged,
    PacketsSwallowed,
    LinkSlow,

    /// <summary>Something between forgets the connection: neither end is told.</summary>
    ConnectionForgotten,

    // What is typed at the module's own port.
    ClosedLocally,
    SwitchedOff,
    RadioOff,
    Detached,
    Rebooted,

    /// <summary>The host of all modules in client mode.</summary>
    HostDown,
}

/// <summary>Something that must always hold did not.</summary>
internal sealed class WeekBrokenException(string what) : Exception(what);

/// <summary>Spans by chance.</summary>
internal static class Chance
{
    /// <summary>Exponential, in whole milliseconds, at least one; at most ten times the mean.</summary>
    public static TimeSpan Span(this Random random, TimeSpan mean) =>
        TimeSpan.FromMilliseconds(Math.Clamp(Math.Round(mean.TotalMilliseconds * -Math.Log(1 - random.NextDouble())), 1, 10 * mean.TotalMilliseconds));
}
