namespace AtRun.Client.Downloads;

/// <summary>What a file is to the module.</summary>
public enum FileKind
{
    /// <summary>A script of Easy Script, or a file beside it: #WSCRIPT.</summary>
    Script,

    /// <summary>An app of AppZone: #M2MWRITE.</summary>
    App,
}

/// <summary>How it is seen that the module has what was sent. The size in its list is looked at in any case.</summary>
public enum Verification
{
    /// <summary>By its CRC where the module tells one that fits, else by reading it back.</summary>
    Best,

    Crc,
    Read,
    None,
}

/// <summary>How what was put is made to run.</summary>
public enum Starting
{
    Not,

    /// <summary>A script by a restart where the start mode allows it, else at once; an app at once.</summary>
    Usual,

    /// <summary>#EXECSCR, #M2MRUN=1.</summary>
    Now,

    /// <summary>#REBOOT: what starts then is what is selected.</summary>
    Restart,
}

/// <summary>A file for a module and what is to become of it.</summary>
public sealed record PutOptions
{
    /// <summary>Characters of a name in the module (AT reference 80000ST10025a p541).</summary>
    public const int MaxName = 16;

    /// <summary>A script of this many octets of byte code is more than a 2G interpreter loads for sure (Easy Script guide 80000ST10020a p115).</summary>
    public const int MaxCompiled = 16 * 1024;

    public required FileKind Kind { get; init; }

    /// <summary>On the module; see <see cref="WhyNoName"/>.</summary>
    public required string Name { get; init; }

    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>It is what starts from now on: #ESCRIPT, #M2MRUN=2.</summary>
    public bool Activate { get; init; }

    public Starting Run { get; init; }

    /// <summary>What is selected may be overwritten where there is no room for a second copy.</summary>
    public bool InPlace { get; init; }

    public Verification Verify { get; init; }

    /// <summary>How often it is begun again without a file having been completed in between, and how often one lost connection is dialled for.</summary>
    public int Retries { get; init; } = 5;

    /// <inheritdoc cref="FileToSend.Piece"/>
    public int Piece { get; init; } = 4000;

    /// <inheritdoc cref="FileToSend.Pace"/>
    public TimeSpan Pace { get; init; }

    /// <summary>For a command, for the link to take an octet, and for the result of a transfer; null: what each of them usually needs.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Looks and tells, and changes nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>How the module is reached.</summary>
    public Channel Channel { get; init; }

    /// <summary>What keeps a text from being a file's name on a module; null: nothing.</summary>
    public static string? WhyNoName(string name) =>
        name.Length is 0 or > MaxName ? $"a name on the module has 1 to {MaxName} characters, '{name}' has {name.Length}."
        : name.AsSpan().IndexOfAnyExceptInRange(' ', '~') >= 0 ? $"'{name}' has a character that is not of ASCII."
        : name.AsSpan().IndexOfAny("\"/\\:;") >= 0 ? $"'{name}' is no name on the module: \" / \\ : ; cannot be in it."
        : name[0] == ' ' || name[^1] == ' ' ? $"'{name}' begins or ends with a blank."
        : null;

    /// <summary>What should be known before it is sent.</summary>
    public IEnumerable<string> Warnings()
    {
        if (Kind != FileKind.Script) yield break;
        if (IsSource && LineEnds.HasBareLf(Content.Span)) yield return "it has lines that end with LF alone: the interpreter of 2G modules wants CR LF (--crlf converts them)";
        if (IsCompiled && Content.Length >= MaxCompiled) yield return $"byte code of {Content.Length} octets: 2G modules want less than {MaxCompiled}";
        if (!IsSource && !IsCompiled && (Activate || Run != Starting.Not)) yield return $"'{Name}' ends neither with .py nor with .pyo: an interpreter may not run it";
    }

    private bool IsSource => Name.EndsWith(".py", StringComparison.OrdinalIgnoreCase);

    private bool IsCompiled => Name.EndsWith(".pyo", StringComparison.OrdinalIgnoreCase);
}
