namespace AtRun.Protocol.Commands.General;

/// <summary>Charger, and voltage of the supply in units of 10 mV.</summary>
/// <remarks>AT reference 80000ST10025a p313</remarks>
[AtAction("#CBC", Forms.Action)]
public sealed partial record CbcVoltage;
