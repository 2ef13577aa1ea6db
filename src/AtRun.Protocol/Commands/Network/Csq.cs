namespace AtRun.Protocol.Commands.Network;

/// <summary>Signal strength, 0-31 in steps of 2 dB from -113 dBm, and bit error rate, 0-7; 99: not known.</summary>
/// <remarks>27.007 §8.5; AT reference 80000ST10025a p143, +CSQ</remarks>
[AtAction("+CSQ", Forms.Action)]
public sealed partial record Csq;
