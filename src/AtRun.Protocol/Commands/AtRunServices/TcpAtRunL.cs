namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>TCP remote AT service, server mode: the module listens.</summary>
/// <remarks>AT reference 80000ST10025a p383, #TCPATRUNL</remarks>
[AtSetting("#TCPATRUNL", Saved.Nvm, NewStyleOnly = true)]
[Remotely(RemoteEffect.DisablesServerMode, "0")]
public sealed partial record TcpAtRunL
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
