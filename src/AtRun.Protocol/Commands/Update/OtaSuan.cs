namespace AtRun.Protocol.Commands.Update;

/// <summary>The user's answer to an update that is offered; whether terminals are told of updates (#OTAEV).</summary>
/// <remarks>AT reference 80000ST10025a p399-404, #OTASUAN. It names no place of storage; mode and bfr are kept as those of +CGEREP.</remarks>
[AtSetting("#OTASUAN", Saved.Extended)]
public sealed partial record OtaSuan
{
    /// <summary>Values of the answer.</summary>
    public const int Reject = 0, Accept = 1, Delay = 2;

    /// <summary>to the question: 0: no, 1: yes, 2: it is asked again until there is one of these</summary>
    [Range(Reject, Delay)] public int Response { get; init; }

    /// <summary>0: kept in the module, 1: shown, lost while the terminal is on line, 2: shown, kept while it is on line</summary>
    [Range(0, 2)] public int Mode { get; init; }

    /// <summary>what was kept, when mode 1 or 2 is set: 0: dropped, 1: shown</summary>
    [Range(0, 1)] public int Bfr { get; init; }
}
