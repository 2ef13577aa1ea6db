namespace AtRun.Protocol.Commands.Modem;

/// <summary>Serial number: the IMEI.</summary>
/// <remarks>V.250 §6.1.7; AT reference 80000ST10025a p47</remarks>
[AtAction("+GSN", Forms.Action)]
public sealed partial record Gsn;
