namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Stores the single-socket set of the instance.</summary>
/// <remarks>AT reference 80000ST10025a p28, p463-464, #SKTSAV</remarks>
[AtAction("#SKTSAV", Forms.Action)]
[Remotely(RemoteEffect.NeedsOtherSocket)]
public sealed partial record SktSav;
