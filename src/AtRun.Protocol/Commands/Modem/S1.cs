namespace AtRun.Protocol.Commands.Modem;

/// <summary>Rings of the call that comes in.</summary>
/// <remarks>V.250 §6.3.9; AT reference 80000ST10025a p72</remarks>
[AtAction("S1", Forms.Read)]
public sealed partial record S1;
