namespace AtRun.Protocol.Responses;

/// <summary>How a <see cref="ResponseReader"/> takes what it is given.</summary>
public sealed record ResponseReaderOptions
{
    public const int DefaultMaxLineLength = 4096;

    public static ResponseReaderOptions Default { get; } = new();

    /// <summary>
    /// True: the framing of this module family to the octet. A line ends with S3 S4 and nothing else, NUL and 0xFF are text,
    /// results and unsolicited lines need the empty line before them that V1 makes, and their spelling is exact.
    /// False: what other modules, terminals, telnet and misprinted manuals do is understood too.
    /// </summary>
    public bool Strict { get; init; }

    /// <summary>Longest line that is handed out whole, in octets.</summary>
    public int MaxLineLength { get; init; } = DefaultMaxLineLength;
}
