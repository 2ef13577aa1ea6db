namespace AtRun.Protocol.Commands.Sim;

/// <summary>The number of the SIM card, ICCID.</summary>
/// <remarks>AT reference 80000ST10025a p283, #CCID; p141: also before the PIN</remarks>
[AtAction("#CCID", Forms.Action, TimeLimit = 5)]
public sealed partial record Ccid;
