namespace AtRun.Protocol.Commands.Calls;

/// <summary>Ends all calls of voice that are up, those on hold too.</summary>
/// <remarks>27.007 §6.5; AT reference 80000ST10025a p86</remarks>
[AtAction("+CHUP", Forms.Action, NeedsPin = true, TimeLimit = 30)]
public sealed partial record Chup;
