namespace AtRun.Protocol.Commands.General;

/// <summary>Manufacturer.</summary>
/// <remarks>27.007 §5.1; AT reference 80000ST10025a p81</remarks>
[AtAction("+CGMI", Forms.Action)]
public sealed partial record Cgmi;
