namespace AtRun.Protocol.Results;

/// <summary>What a command line ends with, and the result codes that come unasked: a closed set.</summary>
public enum ResultKind
{
    /// <summary>Nothing is sent: the module went down before it could answer.</summary>
    None,
    Ok,
    Error,
    Cme,
    Cms,
    /// <summary>OnlineData begins. V.250 §5.7.1 calls it intermediate; <c>OK</c> or <c>NO CARRIER</c> follows when the data ends.</summary>
    Connect,
    /// <summary>Unsolicited: a call arrives.</summary>
    Ring,
    NoCarrier,
    NoDialtone,
    Busy,
    NoAnswer,

    /// <summary>A step of a call under #DIALMODE=2, by its text.</summary>
    Step,
}

/// <summary>One result: its kind with what belongs to it. The default value is <see cref="None"/>.</summary>
/// <remarks>V.250 §5.7.1; 27.007 §9.2; 27.005 §3.2.5. Numbers and texts: <see cref="ResultCode"/>.</remarks>
public readonly record struct FinalResult
{
    // One reference for all that may belong to a kind: every command hands a result back by value.
    private readonly object? _detail;

    private FinalResult(ResultKind kind, object? detail = null) => (Kind, _detail) = (kind, detail);

    public ResultKind Kind { get; }

    /// <summary>The error where <see cref="Kind"/> is <see cref="ResultKind.Cme"/>, else null.</summary>
    public CmeError? CmeError => _detail as CmeError;

    /// <summary>The error where <see cref="Kind"/> is <see cref="ResultKind.Cms"/>, else null.</summary>
    public CmsError? CmsError => _detail as CmsError;

    /// <summary>What follows CONNECT, such as <c>9600</c>, or null; the text of a <see cref="ResultKind.Step"/>.</summary>
    public string? ConnectText => _detail as string;

    public static FinalResult None => default;

    public static FinalResult Ok => new(ResultKind.Ok);

    /// <summary>Plain ERROR whatever +CMEE says: syntax, parameters, interface (AT reference 80000ST10025a +CMEE).</summary>
    public static FinalResult Error => new(ResultKind.Error);

    public static FinalResult Connect => new(ResultKind.Connect);

    public static FinalResult Ring => new(ResultKind.Ring);

    public static FinalResult NoCarrier => new(ResultKind.NoCarrier);

    public static FinalResult NoDialtone => new(ResultKind.NoDialtone);

    public static FinalResult Busy => new(ResultKind.Busy);

    public static FinalResult NoAnswer => new(ResultKind.NoAnswer);

    /// <summary>True where the command did what was asked: OK or CONNECT.</summary>
    public bool IsSuccess => Kind is ResultKind.Ok or ResultKind.Connect;

    /// <summary>CONNECT with a text: 300, 1200, 2400, 4800, 9600, 14400, 1200/75.</summary>
    public static FinalResult ConnectAt(string text) => new(ResultKind.Connect, text);

    /// <summary>A result code that is its text alone: CONNECTED, DISCONNECTED, RELEASED (AT reference 80000ST10025a p326, #DIALMODE).</summary>
    public static FinalResult Step(string text) => new(ResultKind.Step, text);

    public static FinalResult Of(CmeError error) => new(ResultKind.Cme, error);

    public static FinalResult Of(CmsError error) => new(ResultKind.Cms, error);

    public static implicit operator FinalResult(CmeError error) => Of(error);

    public static implicit operator FinalResult(CmsError error) => Of(error);

    public override string ToString() => Kind switch
    {
        ResultKind.None => "(no result)",
        ResultKind.Step => ConnectText!,
        ResultKind.Cme => CmeError!.ToString(),
        ResultKind.Cms => CmsError!.ToString(),
        ResultKind.Connect when ConnectText is not null => $"{ResultCode.Of(Kind).Text} {ConnectText}",
        _ => ResultCode.Of(Kind).Text,
    };
}
