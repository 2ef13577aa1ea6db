namespace AtRun.Client;

/// <summary>A file on its way to the module, behind the prompt <c>&gt;&gt;&gt;</c> of #WSCRIPT or #M2MWRITE: octets as they are.</summary>
/// <param name="Octets">All of it, as many as the command line says.</param>
public sealed record FileToSend(ReadOnlyMemory<byte> Octets)
{
    /// <summary>Octets that the system may hold of it on a TCP connection.</summary>
    public const int Held = 64 * 1024;

    /// <summary>Octets that are sent together; before the next ones the link has to have taken them.</summary>
    public int Piece { get; init; } = 4000;

    /// <summary>Silence between two pieces, for modules whose flow control is not wired.</summary>
    public TimeSpan Pace { get; init; }

    /// <summary>How long the link may take no octet at all.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the result may take after the last octet was taken by the link, which may hold many of them.</summary>
    public TimeSpan ResultLimit { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Told how many octets have been given to the link.</summary>
    public Action<int>? Progress { get; init; }
}

/// <summary>A file on its way from the module, behind the prompt <c>&lt;&lt;&lt;</c> of #RSCRIPT or #M2MREAD.</summary>
/// <param name="Count">Its octets: the answer does not say how many there are.</param>
public sealed record FileToRead(int Count)
{
    /// <summary>How long nothing may come.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Told how many octets have come.</summary>
    public Action<int>? Progress { get; init; }
}
