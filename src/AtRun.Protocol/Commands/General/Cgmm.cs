namespace AtRun.Protocol.Commands.General;

/// <summary>Model.</summary>
/// <remarks>27.007 §5.2; AT reference 80000ST10025a p81</remarks>
[AtAction("+CGMM", Forms.Action)]
public sealed partial record Cgmm;
