namespace AtRun.Protocol.Commands.Sim;

/// <summary>The subscriber's own number as the SIM has it.</summary>
/// <remarks>27.007 §7.1; AT reference 80000ST10025a p94, +CNUM</remarks>
[AtAction("+CNUM", Forms.Action, NeedsPin = true)]
public sealed partial record Cnum;
