namespace AtRun.Protocol.Commands.General;

/// <summary>What the module is doing.</summary>
/// <remarks>27.007 §8.1; AT reference 80000ST10025a p134</remarks>
[AtAction("+CPAS", Forms.Action)]
public sealed partial record Cpas;
