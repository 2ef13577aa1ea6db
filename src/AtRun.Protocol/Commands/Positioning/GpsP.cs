namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Power of the satellite receiver.</summary>
/// <remarks>AT reference 80000ST10025a p554, $GPSP</remarks>
[AtSetting("$GPSP", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsP
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Status { get; init; } = 1;
}
