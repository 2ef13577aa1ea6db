namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Whether the satellite receiver stays off when a charger wakes the module.</summary>
/// <remarks>AT reference 80000ST10025a p565, $GPSCMODE</remarks>
[AtSetting("$GPSCMODE", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsCMode
{
    /// <summary>0: it is on, 1: it stays off until $GPSP=1</summary>
    [Mandatory, Range(0, 1)] public int N { get; init; }
}
