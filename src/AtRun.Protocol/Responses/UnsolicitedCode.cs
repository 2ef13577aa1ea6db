namespace AtRun.Protocol.Responses;

/// <summary>How many lines an unsolicited code has.</summary>
internal enum UnsolicitedLines
{
    One,

    /// <summary>The message follows in a line of its own.</summary>
    Two,

    /// <summary>The PDU follows in a line of its own; in text mode, where there is more than a length, nothing does.</summary>
    TwoAsPdu,
}

/// <summary>A prefix that a module may send unasked: the one table of them. RING and NO CARRIER are result codes and not here.</summary>
/// <param name="Prefix">As printed, without the colon.</param>
/// <param name="Lines">Lines that belong together.</param>
/// <param name="AnswerTo">The command whose answer begins like this, where that is not <paramref name="Prefix"/> itself.</param>
/// <param name="IsBeginning">True: what goes on after the prefix may be anything, without a colon.</param>
internal sealed record UnsolicitedCode(string Prefix, UnsolicitedLines Lines = UnsolicitedLines.One, string? AnswerTo = null, bool IsBeginning = false)
{
    private static readonly UnsolicitedCode[] _all =
    [
        // Calls and supplementary services (27.007 §6, §7)
        new("+CRING"), new("+CLIP"), new("+CCWA"), new("+CSSI"), new("+CSSU"), new("+CUSD"), new("+CCCM"), new("+CCWV"),
        // Registration, events, clock (27.007 §7.2, §8.10, §8.16, §8.41, §10.1.19)
        new("+CREG"), new("+CGREG"), new("+CGEV"), new("+CIEV"), new("+CALA"), new("+CTZV"),
        // Messages (27.005 §3.4.1)
        new("+CMTI"), new("+CMT", UnsolicitedLines.Two), new("+CDSI"), new("+CDS", UnsolicitedLines.TwoAsPdu),
        new("+CBMI"), new("+CBM", UnsolicitedLines.Two),
        // AT Run (AT reference 80000ST10025a #SMSATRUNCFG, #TCPATRUNCFG, #ENAEVMONICFG)
        new("#SMSATRUN"), new("#TCPATRUN"), new("#EVMONI"),
        // Sockets (#SCFGEXT, #SGACTCFG, #SL, #SKTL); +SRING is the spelling of later modules
        new("SRING"), new("+SRING"), new("#SGACT"), new("#SL"), new("#SKTL"), new("+CONN FROM", AnswerTo: "#SKTL"),
        // The module itself
        new("#QSS"), new("#ECAM"), new("#SMOV"), new("#MWI"), new("#NITZ"), new("#GSMAD"), new("#JDR"), new("#ENHRST"),
        new("#TEMPMEAS", AnswerTo: "#TEMPMON"), new("#STN"), new("#RSEN"), new("#DTMFEV"), new("#OTAEV"),
        // NMEA sentences of $GPSNMUN
        new("$GP", AnswerTo: "$GPSNMUN", IsBeginning: true),
    ];

    private readonly string _withoutBlanks = Prefix.Replace(" ", "", StringComparison.Ordinal);
    private readonly string _withColon = Prefix + ": ";

    public static IReadOnlyList<UnsolicitedCode> All => _all;

    /// <summary>The name of the command that this would be an answer to.</summary>
    public string Command => AnswerTo ?? Prefix;

    /// <summary>The code that a line begins with, or null.</summary>
    public static UnsolicitedCode? Find(ReadOnlySpan<char> line, bool strict)
    {
        Span<char> buffer = stackalloc char[ResponsePrefix.MaxLength];
        var name = strict ? default : buffer[..ResponsePrefix.Read(line, buffer, out _)];
        foreach (var code in _all)
            if (code.IsBeginning ? IsSentence(line, code.Prefix) : strict ? line.StartsWith(code._withColon) : name.SequenceEqual(code._withoutBlanks))
                return code;
        return null;
    }

    /// <summary>True where this line, of this code, is followed by another one that belongs to it.</summary>
    public bool HasSecondLine(ReadOnlySpan<char> line) => Lines switch
    {
        UnsolicitedLines.Two => true,
        UnsolicitedLines.TwoAsPdu => !line.Contains(','),
        _ => false,
    };

    /// <summary>A beginning is followed by the rest of a name and a comma: <c>$GPGSA,A,3</c>, not <c>$GPSACP: 1,2</c>.</summary>
    private static bool IsSentence(ReadOnlySpan<char> line, string beginning) =>
        line.StartsWith(beginning) && line.IndexOfAny(',', ':') is var end and > 0 && line[end] == ',';
}
