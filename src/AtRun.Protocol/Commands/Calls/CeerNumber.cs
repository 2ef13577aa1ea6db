namespace AtRun.Protocol.Commands.Calls;

/// <summary>Why the last call ended, or was not set up, as a number.</summary>
/// <remarks>AT reference 80000ST10025a p283-286, #CEER: 24.008 §10.5.4.11, and from 240 on the module's own</remarks>
[AtAction("#CEER", Forms.Action, NewStyleOnly = true)]
public sealed partial record CeerNumber;
