namespace AtRun.Protocol.Results;

/// <summary>A result code's number (V0) and text (V1): the one table of them.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Number">Number under V0.</param>
/// <param name="Text">Text under V1.</param>
/// <param name="ConnectText">The speed of a CONNECT that has a number of its own, under #SELINT=0 and 1 only; else null.</param>
/// <remarks>V.250 §5.7.1 table 1; AT reference 80000ST10025a, "Result Codes".</remarks>
public sealed record ResultCode(ResultKind Kind, int Number, string Text, string? ConnectText = null)
{
    private static readonly ResultCode[] _all =
    [
        new(ResultKind.Ok, 0, "OK"),
        new(ResultKind.Connect, 1, "CONNECT"),
        new(ResultKind.Ring, 2, "RING"),
        new(ResultKind.NoCarrier, 3, "NO CARRIER"),
        new(ResultKind.Error, 4, "ERROR"),
        new(ResultKind.Connect, 5, "CONNECT", "1200"),
        new(ResultKind.NoDialtone, 6, "NO DIALTONE"),
        new(ResultKind.Busy, 7, "BUSY"),
        new(ResultKind.NoAnswer, 8, "NO ANSWER"),
        new(ResultKind.Connect, 10, "CONNECT", "2400"),
        new(ResultKind.Connect, 11, "CONNECT", "4800"),
        new(ResultKind.Connect, 12, "CONNECT", "9600"),
        new(ResultKind.Connect, 15, "CONNECT", "14400"),
        new(ResultKind.Connect, 23, "CONNECT", "1200/75"),
    ];

    /// <summary>All result codes, by ascending number.</summary>
    public static IReadOnlyList<ResultCode> All => _all;

    /// <summary>The result that this code stands for.</summary>
    public FinalResult Result => Kind switch
    {
        ResultKind.Ok => FinalResult.Ok,
        ResultKind.Connect => ConnectText is null ? FinalResult.Connect : FinalResult.ConnectAt(ConnectText),
        ResultKind.Ring => FinalResult.Ring,
        ResultKind.NoCarrier => FinalResult.NoCarrier,
        ResultKind.NoDialtone => FinalResult.NoDialtone,
        ResultKind.Busy => FinalResult.Busy,
        ResultKind.NoAnswer => FinalResult.NoAnswer,
        _ => FinalResult.Error,
    };

    /// <summary>The code with this number, or null.</summary>
    public static ResultCode? Find(int number)
    {
        foreach (var code in _all)
            if (code.Number == number)
                return code;
        return null;
    }

    /// <summary>The code of a kind; CONNECT without text for that one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The kind has no code of its own: None, Cme, Cms, Step.</exception>
    public static ResultCode Of(ResultKind kind)
    {
        foreach (var code in _all)
            if (code.Kind == kind)
                return code;
        throw new ArgumentOutOfRangeException(nameof(kind), kind, "no result code of its own");
    }

    /// <summary>The code of CONNECT with this text: under #SELINT=0 and 1 the listed speeds have their own.</summary>
    public static ResultCode OfConnect(string? text, bool oldStyle)
    {
        if (oldStyle && text is not null)
            foreach (var code in _all)
                if (code.ConnectText == text)
                    return code;
        return Of(ResultKind.Connect);
    }
}
