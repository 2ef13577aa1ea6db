namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Whether the antenna of the satellite receiver is cut off when it draws too much. Beyond 50 mA the hardware does so in any case.</summary>
/// <remarks>AT reference 80000ST10025a p557-558, $GPSAP</remarks>
[AtSetting("$GPSAP", Saved.GpsSet, Families = Families.Gps)]
public sealed partial record GpsAp
{
    /// <summary>Current at which the hardware cuts it off, mA.</summary>
    public const int HardwareLimit = 50;

    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Set { get; init; }

    /// <summary>limit in mA, only behind 1</summary>
    [Range(0, 200)] public int Value { get; init; } = HardwareLimit;
}
