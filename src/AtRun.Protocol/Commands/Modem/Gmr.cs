namespace AtRun.Protocol.Commands.Modem;

/// <summary>Software version.</summary>
/// <remarks>V.250 §6.1.6; AT reference 80000ST10025a p46</remarks>
[AtAction("+GMR", Forms.Action)]
public sealed partial record Gmr;
