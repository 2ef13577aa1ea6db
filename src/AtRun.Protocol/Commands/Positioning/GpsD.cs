namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Whether the satellite receiver is connected to the module: without that its commands answer ERROR.</summary>
/// <remarks>AT reference 80000ST10025a p555, $GPSD (1 and 3 mean nothing there)</remarks>
[AtSetting("$GPSD", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsD
{
    /// <summary>0: not connected, 2: connected (controlled mode)</summary>
    [Mandatory, OneOf(0, 2)] public int DeviceType { get; init; } = 2;
}
