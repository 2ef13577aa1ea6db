namespace AtRun.Protocol.Commands.Network;

/// <summary>Why the network refused or ended something last: its cause number.</summary>
/// <remarks>AT reference 80000ST10025a p286-288, #CEERNET; causes of 24.008 §10.5.3.6, §10.5.5.14, §10.5.6.6. 0 until there was one.</remarks>
[AtAction("#CEERNET", Forms.Action, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record CeerNet;
