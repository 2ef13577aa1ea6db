namespace AtRun.Protocol.Commands.Modem;

/// <summary>Line quality: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p50</remarks>
[AtAction("%Q", Forms.Execute)]
public sealed partial record LineQuality;
