namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Speed of the receiver's own NMEA port. It is kept and told; the virtual receiver has no such plug.</summary>
/// <remarks>AT reference 80000ST10025a p558, $GPSS</remarks>
[AtSetting("$GPSS", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsS
{
    /// <summary>bit/s</summary>
    [Mandatory, OneOf(4800, 9600, 19200, 38400, 57600)] public int Speed { get; init; } = 4800;
}
