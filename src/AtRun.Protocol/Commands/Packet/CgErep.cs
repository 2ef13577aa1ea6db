namespace AtRun.Protocol.Commands.Packet;

/// <summary>Whether the terminal is told of what happens to packet service (+CGEV).</summary>
/// <remarks>27.007 §10.1.19; AT reference 80000ST10025a p181-182, +CGEREP</remarks>
[AtSetting("+CGEREP", Saved.Extended, NeedsPin = true)]
public sealed partial record CgErep
{
    /// <summary>0: kept in the module, 1: shown, lost while the terminal is on line, 2: shown, kept while it is on line</summary>
    [Range(0, 2)] public int Mode { get; init; }

    /// <summary>what was kept, when mode 1 or 2 is set: 0: dropped, 1: shown</summary>
    [Range(0, 1)] public int Bfr { get; init; }
}
