namespace AtRun.Protocol.Commands.Sim;

/// <summary>What the SIM says when it is reset (ISO/IEC 7816-3), in hexadecimal.</summary>
/// <remarks>AT reference 80000ST10025a p353, #SIMATR, which does not show the line: with its name, as #CCID</remarks>
[AtAction("#SIMATR", Forms.Action, NewStyleOnly = true)]
public sealed partial record SimAtr;
