namespace AtRun.Protocol.Commands.Modem;

/// <summary>Line signal level: without effect, kept for programs made for landline modems.</summary>
/// <remarks>AT reference 80000ST10025a p49</remarks>
[AtAction("%L", Forms.Execute)]
public sealed partial record LineLevel;
