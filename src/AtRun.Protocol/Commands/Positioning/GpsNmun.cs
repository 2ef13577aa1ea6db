namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Stream of positions on the port, as NMEA sentences, once a second; 3 takes the port for it alone.</summary>
/// <remarks>AT reference 80000ST10025a p559-560, $GPSNMUN. 3 is no state that is kept: behind the escape sequence it is 0.</remarks>
[AtSetting("$GPSNMUN", Saved.Extended, Families = Families.Gps)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, "3")]
public sealed partial record GpsNmun
{
    /// <summary>The value of enable that joins the port with the stream.</summary>
    public const int Dedicated = 3;

    /// <summary>0: off, 1: with a prefix, 2: without, 3: the port carries nothing else until +++</summary>
    [Mandatory, Range(0, 3)] public int Enable { get; init; }

    /// <summary>1: GGA (fix) sentences</summary>
    [Range(0, 1)] public int Gga { get; init; }

    /// <summary>1: GLL (position) sentences</summary>
    [Range(0, 1)] public int Gll { get; init; }

    /// <summary>1: GSA (satellites used) sentences</summary>
    [Range(0, 1)] public int Gsa { get; init; }

    /// <summary>1: GSV (satellites in view) sentences</summary>
    [Range(0, 1)] public int Gsv { get; init; }

    /// <summary>1: RMC (minimum) sentences</summary>
    [Range(0, 1)] public int Rmc { get; init; }

    /// <summary>1: VTG (course and speed) sentences</summary>
    [Range(0, 1)] public int Vtg { get; init; }
}
