namespace AtRun.Cli.Bridge;

/// <summary>Something that <c>bridge --json</c> tells: one line each.</summary>
/// <param name="Event"><c>open</c>: programs may use it; <c>end</c>: it is over.</param>
internal sealed record BridgeEvent(string Event)
{
    /// <summary>The pseudo terminal.</summary>
    public string? Path { get; init; }

    /// <summary>Address and port, in place of a pseudo terminal.</summary>
    public string? Address { get; init; }

    /// <summary>Octets to the module's port.</summary>
    public long? Sent { get; init; }

    /// <summary>Octets from it.</summary>
    public long? Received { get; init; }

    /// <summary>The module is in command state again: it answered the escape sequence.</summary>
    public bool? Left { get; init; }

    /// <summary>Why it is over.</summary>
    public string? Why { get; init; }
}
