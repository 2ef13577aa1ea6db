namespace AtRun.Protocol.Commands.General;

/// <summary>Restarts the module.</summary>
/// <remarks>AT reference 80000ST10025a p552; AT reference 80000ST10025a p24 for the time</remarks>
[AtAction("#REBOOT", Forms.Action, TimeLimit = 5)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.EndsTcpSession)]
public sealed partial record Reboot;
