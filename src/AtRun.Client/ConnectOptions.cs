namespace AtRun.Client;

/// <summary>How a session is opened.</summary>
public sealed record ConnectOptions
{
    /// <summary>For the connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For a module to dial in and tell who it is; null: as long as that takes.</summary>
    public TimeSpan? DialInTimeout { get; init; }

    /// <summary>How long a prompt is waited for where the target does not say whether there is one. The module's &lt;txTo&gt; may hold it back (TCP-16).</summary>
    public TimeSpan PromptWait { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>For each step of the login, and for the first answer: #ATRUNDELAY may hold that back for 30 s (TCP-18).</summary>
    public TimeSpan LoginTimeout { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>For a sign of life of a local port.</summary>
    public TimeSpan LocalTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>See <see cref="AtSessionOptions.Depth"/>.</summary>
    public int Depth { get; init; } = 1;
}
