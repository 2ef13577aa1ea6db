namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Closes the connection of the TCP remote AT service. The service stays on and starts again by itself.</summary>
/// <remarks>AT reference 80000ST10025a p387, #TCPATRUNCLOSE</remarks>
[AtAction("#TCPATRUNCLOSE", Forms.Action, NewStyleOnly = true)]
[Remotely(RemoteEffect.EndsTcpSession)]
public sealed partial record TcpAtRunClose;
