namespace AtRun.Protocol.Commands.Sim;

/// <summary>The number of the SIM card, ICCID, alone on its line.</summary>
/// <remarks>AT reference 80000ST10025a p174, +CCID</remarks>
[AtAction("+CCID", Forms.Action, OldStyleOnly = true, TimeLimit = 5)]
public sealed partial record CcidOld;
