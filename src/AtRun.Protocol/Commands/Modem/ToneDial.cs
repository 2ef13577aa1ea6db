namespace AtRun.Protocol.Commands.Modem;

/// <summary>Tone dialling: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p66</remarks>
[AtAction("T", Forms.Execute)]
public sealed partial record ToneDial;
