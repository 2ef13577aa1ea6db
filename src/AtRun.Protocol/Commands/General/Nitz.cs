namespace AtRun.Protocol.Commands.General;

/// <summary>What the module does with the time and the name that the network tells.</summary>
/// <remarks>AT reference 80000ST10025a p337-339, #NITZ; one value for all instances: Telit 30268ST10299A p26</remarks>
[AtSetting("#NITZ", Saved.Shared, NeedsPin = true)]
public sealed partial record Nitz
{
    /// <summary>Bits of val.</summary>
    public const int SetsClock = 1, WithZone = 4, WithDaylightSaving = 8;

    /// <summary>sum of 1: the clock takes it, 2: so does the name of the operator, 4: #NITZ and +CCLK show the zone, 8: #NITZ shows daylight saving too</summary>
    [Range(0, 15)] public int Val { get; init; }

    /// <summary>1: #NITZ tells when the clock was set</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
