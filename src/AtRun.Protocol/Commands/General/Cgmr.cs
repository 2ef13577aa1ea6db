namespace AtRun.Protocol.Commands.General;

/// <summary>Software version.</summary>
/// <remarks>27.007 §5.3; AT reference 80000ST10025a p81</remarks>
[AtAction("+CGMR", Forms.Action)]
public sealed partial record Cgmr;
