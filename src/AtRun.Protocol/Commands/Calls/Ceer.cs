namespace AtRun.Protocol.Commands.Calls;

/// <summary>Why the last call ended, or was not set up, as a text.</summary>
/// <remarks>27.007 §6.10; AT reference 80000ST10025a p90-91</remarks>
[AtAction("+CEER", Forms.Action, NeedsPin = true)]
public sealed partial record Ceer;
