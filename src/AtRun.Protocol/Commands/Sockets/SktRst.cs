namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Sets the single-socket set of the instance to its factory values, and stores them.</summary>
/// <remarks>AT reference 80000ST10025a p464-465, #SKTRST</remarks>
[AtAction("#SKTRST", Forms.Action)]
public sealed partial record SktRst;
