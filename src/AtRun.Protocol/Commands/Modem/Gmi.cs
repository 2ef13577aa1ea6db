namespace AtRun.Protocol.Commands.Modem;

/// <summary>Manufacturer.</summary>
/// <remarks>V.250 §6.1.4; AT reference 80000ST10025a p46</remarks>
[AtAction("+GMI", Forms.Action)]
public sealed partial record Gmi;
