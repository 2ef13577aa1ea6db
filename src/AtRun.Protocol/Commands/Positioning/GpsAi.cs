namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Current that the antenna of the satellite receiver draws, mA, and with $GPSAP=1 whether it is too much.</summary>
/// <remarks>AT reference 80000ST10025a p557, $GPSAI</remarks>
[AtAction("$GPSAI", Forms.Action | Forms.Read, Families = Families.Gps)]
public sealed partial record GpsAi;
