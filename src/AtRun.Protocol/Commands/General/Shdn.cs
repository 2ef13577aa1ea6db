namespace AtRun.Protocol.Commands.General;

/// <summary>Leaves the network and switches the module off.</summary>
/// <remarks>AT reference 80000ST10025a p290</remarks>
[AtAction("#SHDN", Forms.Action)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksTcp)]
public sealed partial record Shdn;
