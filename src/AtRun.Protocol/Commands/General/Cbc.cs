namespace AtRun.Protocol.Commands.General;

/// <summary>Battery: what powers the module, and how full it is.</summary>
/// <remarks>27.007 §8.4; AT reference 80000ST10025a p198</remarks>
[AtAction("+CBC", Forms.Action)]
public sealed partial record Cbc;
