namespace AtRun.Protocol.Commands.Sim;

/// <summary>The mailbox numbers of the SIM, where it has them.</summary>
/// <remarks>AT reference 80000ST10025a p332, #MBN</remarks>
[AtAction("#MBN", Forms.Action, NeedsPin = true, NewStyleOnly = true, TimeLimit = 10)]
public sealed partial record Mbn;
