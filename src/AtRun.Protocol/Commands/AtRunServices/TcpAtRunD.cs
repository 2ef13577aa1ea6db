namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>TCP remote AT service, client mode: the module dials its host.</summary>
/// <remarks>AT reference 80000ST10025a p386, #TCPATRUND</remarks>
[AtSetting("#TCPATRUND", Saved.Nvm, NewStyleOnly = true)]
[Remotely(RemoteEffect.DisablesClientMode, "0")]
public sealed partial record TcpAtRunD
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
