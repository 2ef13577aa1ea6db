namespace AtRun.Client;

/// <summary>How a session is used.</summary>
public sealed record AtSessionOptions
{
    /// <summary>Command lines that may be under way at once: more than 1 only where the module queues them (#TCPATCMDSEQ=1, TCP-30), else it ignores them.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Whose clock measures time-outs and durations.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
