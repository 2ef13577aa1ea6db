namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Wakes the satellite receiver for a position; then it goes on saving power.</summary>
/// <remarks>AT reference 80000ST10025a p564, $GPSWK</remarks>
[AtAction("$GPSWK", Forms.Action, Families = Families.Gps)]
public sealed partial record GpsWk;
