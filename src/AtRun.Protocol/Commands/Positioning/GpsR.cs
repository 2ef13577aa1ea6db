namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Starts the satellite receiver anew.</summary>
/// <remarks>AT reference 80000ST10025a p554-555, $GPSR</remarks>
[AtAction("$GPSR", Forms.Write | Forms.Test, Families = Families.Gps)]
public sealed partial record GpsR
{
    /// <summary>0: with what its memory holds, 1: cold, all is forgotten, 2: warm, without ephemeris, 3: hot</summary>
    [Mandatory, Range(0, 3)] public int ResetType { get; init; }
}
