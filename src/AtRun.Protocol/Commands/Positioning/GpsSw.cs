namespace AtRun.Protocol.Commands.Positioning;

/// <summary>Software version of the satellite receiver.</summary>
/// <remarks>AT reference 80000ST10025a p556, $GPSSW</remarks>
[AtAction("$GPSSW", Forms.Action | Forms.Read, Families = Families.Gps)]
public sealed partial record GpsSw;
