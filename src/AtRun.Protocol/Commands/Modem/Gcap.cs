namespace AtRun.Protocol.Commands.Modem;

/// <summary>Command sets that the module has.</summary>
/// <remarks>V.250 §6.1.9; AT reference 80000ST10025a p47</remarks>
[AtAction("+GCAP", Forms.Action)]
public sealed partial record Gcap;
