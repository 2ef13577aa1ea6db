namespace AtRun.Protocol.Commands.General;

/// <summary>Loudness of the loudspeaker: kept and told, there is none.</summary>
/// <remarks>27.007 §8.23; AT reference 80000ST10025a p167-168, +CLVL (the greatest and the factory value are not printed there)</remarks>
[AtSetting("+CLVL", Saved.Shared)]
public sealed partial record Clvl
{
    /// <summary>level</summary>
    [Mandatory, Range(0, 14)] public int Level { get; init; } = 10;
}
