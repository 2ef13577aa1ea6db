namespace AtRun.Protocol.Results;

/// <summary>How errors of the module are told: <c>+CMEE</c>.</summary>
/// <remarks>27.007 §9.1; AT reference 80000ST10025a +CMEE</remarks>
public enum ErrorReporting
{
    /// <summary>0: <c>ERROR</c></summary>
    Off = 0,

    /// <summary>1: <c>+CME ERROR: 10</c></summary>
    Number = 1,

    /// <summary>2: <c>+CME ERROR: SIM not inserted</c></summary>
    Text = 2,
}

/// <summary>The settings of an instance that shape what it sends. Start from <see cref="Factory"/>: the default value is no format.</summary>
/// <remarks>V.250 §6.2; 27.007 §9.1</remarks>
public readonly record struct ResponseFormat
{
    /// <summary>E1 aside, what a factory profile has: V1 Q0 X1 S3=13 S4=10 +CMEE=0, #SELINT=2.</summary>
    public static ResponseFormat Factory => new()
    {
        Verbose = true,
        ResultCodeSelection = 1,
        TerminationCharacter = (byte)'\r',
        FormattingCharacter = (byte)'\n',
    };

    /// <summary>V: result codes as text (1) or as number (0).</summary>
    public bool Verbose { get; init; }

    /// <summary>Q, 0–2: result codes are sent (0) or not (1, 2).</summary>
    public int Quiet { get; init; }

    /// <summary>X, 0–4: 0 knows only plain CONNECT and NO CARRIER where others say a speed, NO DIALTONE or BUSY.</summary>
    public int ResultCodeSelection { get; init; }

    /// <summary>S3, 0–127.</summary>
    public byte TerminationCharacter { get; init; }

    /// <summary>S4, 0–127.</summary>
    public byte FormattingCharacter { get; init; }

    /// <summary>+CMEE.</summary>
    public ErrorReporting ErrorReporting { get; init; }

    /// <summary>True under #SELINT=0 and 1: other numbers for some errors and for CONNECT with a speed, and Q1 leaves a bare S3.</summary>
    public bool OldStyle { get; init; }
}
