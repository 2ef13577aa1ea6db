namespace AtRun.Protocol.Commands.Network;

/// <summary>The operators whose names the module knows.</summary>
/// <remarks>27.007 §7.21; AT reference 80000ST10025a p95-96, +COPN</remarks>
[AtAction("+COPN", Forms.Action, NeedsPin = true, TimeLimit = 10)]
public sealed partial record Copn;
