namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Antenna of the satellite receiver.</summary>
/// <remarks>AT reference 80000ST10025a p556, $GPSAT</remarks>
[AtSetting("$GPSAT", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsAt
{
    /// <summary>0: not supplied by the module, 1: supplied by it</summary>
    [Mandatory, Range(0, 1)] public int Type { get; init; } = 1;
}
