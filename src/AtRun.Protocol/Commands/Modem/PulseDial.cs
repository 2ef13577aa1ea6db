namespace AtRun.Protocol.Commands.Modem;

/// <summary>Pulse dialling: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p67</remarks>
[AtAction("P", Forms.Execute)]
public sealed partial record PulseDial;
