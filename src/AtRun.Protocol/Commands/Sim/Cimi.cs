namespace AtRun.Protocol.Commands.Sim;

/// <summary>The subscriber identity of the SIM, IMSI.</summary>
/// <remarks>27.007 §5.6; AT reference 80000ST10025a p83, +CIMI</remarks>
[AtAction("+CIMI", Forms.Action, NeedsPin = true)]
public sealed partial record Cimi;
