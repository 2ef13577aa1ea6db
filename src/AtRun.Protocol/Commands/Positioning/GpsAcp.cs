namespace AtRun.Protocol.Commands.Positioning;

/// <summary>The last position: time, latitude, longitude, dilution, height, kind of fix, course, km/h, knots, date, satellites.</summary>
/// <remarks>AT reference 80000ST10025a p560-561, $GPSACP (the order of its syntax, not of its example)</remarks>
[AtAction("$GPSACP", Forms.Action | Forms.Read, Families = Families.Gps)]
public sealed partial record GpsAcp;
