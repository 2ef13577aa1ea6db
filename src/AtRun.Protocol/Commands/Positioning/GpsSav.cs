namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Stores the settings of the satellite receiver.</summary>
/// <remarks>AT reference 80000ST10025a p564, $GPSSAV</remarks>
[AtAction("$GPSSAV", Forms.Action, Families = Families.Gps)]
public sealed partial record GpsSav;
