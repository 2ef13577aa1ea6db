using AtRun.Protocol.Results;

namespace AtRun.Protocol.Responses;

/// <summary>What a piece of a module's output is.</summary>
public enum ResponseItemKind
{
    /// <summary>The command line that was sent, returned by the module (E1).</summary>
    Echo,

    /// <summary>A line of the answer to the command that is running.</summary>
    InformationText,

    /// <summary>The answer is complete; after CONNECT, data follow.</summary>
    FinalResult,

    /// <summary>The module waits for data in the middle of a command.</summary>
    Prompt,

    /// <summary>Something that no command asked for.</summary>
    Unsolicited,

    /// <summary>Octets as they came, while the reader was told to take data.</summary>
    Data,

    /// <summary>A line above the limit; its beginning is in the text, the rest is lost.</summary>
    LineTooLong,
}

/// <summary>Which prompt; octets in <see cref="Prompts"/>.</summary>
public enum PromptKind
{
    None,
    Message,
    WriteScript,
    ReadScript,
}

/// <summary>One piece of a module's output.</summary>
/// <remarks>V.250 §5.7</remarks>
public readonly record struct ResponseItem
{
    public required ResponseItemKind Kind { get; init; }

    /// <summary>The line as received, Latin-1, without its line end; empty for data.</summary>
    public required string Text { get; init; }

    /// <summary>The second line of +CMT, +CBM and +CDS, which is the message itself; else null.</summary>
    public string? Continuation { get; init; }

    /// <summary>The result of a <see cref="ResponseItemKind.FinalResult"/>, and of RING and NO CARRIER that came unasked.</summary>
    public FinalResult Result { get; init; }

    public PromptKind Prompt { get; init; }

    /// <summary>Empty lines since the last item: 1 where a block begins under V1, more where the text itself has empty lines (+CMGR).</summary>
    public int EmptyLinesBefore { get; init; }

    /// <summary>The octets of <see cref="ResponseItemKind.Data"/>.</summary>
    public ReadOnlyMemory<byte> Octets { get; init; }
}
