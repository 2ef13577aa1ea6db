namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Sets the settings of the satellite receiver to their factory values, and stores them.</summary>
/// <remarks>AT reference 80000ST10025a p564-565, $GPSRST</remarks>
[AtAction("$GPSRST", Forms.Action, Families = Families.Gps)]
public sealed partial record GpsRst;
