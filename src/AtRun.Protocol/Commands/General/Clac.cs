namespace AtRun.Protocol.Commands.General;

/// <summary>Lists the commands that the module has.</summary>
/// <remarks>27.007 §8.37; AT reference 80000ST10025a p173</remarks>
[AtAction("+CLAC", Forms.Action)]
public sealed partial record Clac;
