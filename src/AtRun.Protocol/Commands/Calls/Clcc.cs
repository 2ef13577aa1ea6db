namespace AtRun.Protocol.Commands.Calls;

/// <summary>Lists the calls: number, direction, state, kind, conference, the other's number.</summary>
/// <remarks>27.007 §7.18; AT reference 80000ST10025a p126-128</remarks>
[AtAction("+CLCC", Forms.Action, NeedsPin = true)]
public sealed partial record Clcc;
