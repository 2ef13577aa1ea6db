namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Voltage that supplies the antenna of the satellite receiver, mV.</summary>
/// <remarks>AT reference 80000ST10025a p556, $GPSAV</remarks>
[AtAction("$GPSAV", Forms.Action | Forms.Read, Families = Families.Gps)]
public sealed partial record GpsAv;
