namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Power saving of the satellite receiver.</summary>
/// <remarks>AT reference 80000ST10025a p562-564, $GPSPS (the range of the period is not printed: own choice)</remarks>
[AtSetting("$GPSPS", Saved.Never, Families = Families.Gps)]
public sealed partial record GpsPs
{
    /// <summary>The value of mode in which the receiver sleeps between positions.</summary>
    public const int PushToFix = 2;

    /// <summary>Bounds of the period.</summary>
    public const int ShortestPeriod = 10, LongestPeriod = 7200;

    /// <summary>0: full power, 1: trickle power, one position a second, 2: push to fix, one position a period</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; }

    /// <summary>period of push to fix, seconds</summary>
    [Range(ShortestPeriod, LongestPeriod)] public int PtfPeriod { get; init; } = 1800;
}
