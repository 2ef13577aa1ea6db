namespace AtRun.Protocol.Commands.General;

/// <summary>Whether changes of the indicators of +CIND are told by +CIEV.</summary>
/// <remarks>27.007 §8.10; AT reference 80000ST10025a p146-147, +CMER.</remarks>
[AtSetting("+CMER", Saved.Extended)]
public sealed partial record Cmer
{
    /// <summary>The value of mode that discards what comes while the port is on-line.</summary>
    public const int Discard = 1;

    /// <summary>The value of mode that tells by a break that something is kept.</summary>
    public const int ByBreak = 3;

    /// <summary>0: no, 1: unless the port is on-line, 2: after it was on-line, 3: as 2, told by a break while it is on-line</summary>
    [Range(0, 3)] public int Mode { get; init; }

    /// <summary>keys: there are none</summary>
    [Range(0, 0)] public int Keyp { get; init; }

    /// <summary>display: there is none</summary>
    [Range(0, 0)] public int Disp { get; init; }

    /// <summary>0: no indicator is told, 2: those of +CIND are</summary>
    [OneOf(0, 2)] public int Ind { get; init; }

    /// <summary>0: what is kept is dropped when a mode is set</summary>
    [Range(0, 0)] public int Bfr { get; init; }
}
