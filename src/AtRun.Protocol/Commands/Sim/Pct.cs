namespace AtRun.Protocol.Commands.Sim;

/// <summary>Attempts left for the PIN or PUK that is waited for.</summary>
/// <remarks>AT reference 80000ST10025a p290, #PCT</remarks>
[AtAction("#PCT", Forms.Action)]
public sealed partial record Pct;
