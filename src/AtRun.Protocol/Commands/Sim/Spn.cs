namespace AtRun.Protocol.Commands.Sim;

/// <summary>Name of the service provider as the SIM has it.</summary>
/// <remarks>AT reference 80000ST10025a p283, #SPN; GSM 11.11 §10.3.11</remarks>
[AtAction("#SPN", Forms.Action, NeedsPin = true, NewStyleOnly = true, TimeLimit = 5)]
public sealed partial record Spn;
