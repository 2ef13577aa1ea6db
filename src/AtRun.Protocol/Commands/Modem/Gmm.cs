namespace AtRun.Protocol.Commands.Modem;

/// <summary>Model.</summary>
/// <remarks>V.250 §6.1.5; AT reference 80000ST10025a p46</remarks>
[AtAction("+GMM", Forms.Action)]
public sealed partial record Gmm;
