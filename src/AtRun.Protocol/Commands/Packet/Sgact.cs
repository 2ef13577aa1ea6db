namespace AtRun.Protocol.Commands.Packet;

/// <summary>Activates or deactivates a context for sockets, and says its address.</summary>
/// <remarks>AT reference 80000ST10025a p416, #SGACT</remarks>
[AtAction("#SGACT", Forms.Setting, NeedsPin = true, NewStyleOnly = true, DelayBySms = 5, TimeLimit = 150)]
// The contexts of the factory sockets: TCPATRUN stands on one of them unless #SCFG says otherwise.
[Remotely(RemoteEffect.DisablesTcp, "1,0")]
[Remotely(RemoteEffect.DisablesTcp, "2,0")]
[Remotely(RemoteEffect.DisablesTcp, "3,0")]
[Remotely(RemoteEffect.DisablesTcp, "4,0")]
[Remotely(RemoteEffect.DisablesTcp, "5,0")]
[Remotely(RemoteEffect.SuspendsTcp, "0,1")]
public sealed partial record Sgact
{
    /// <summary>context; 0: the GSM context</summary>
    [Mandatory, Range(0, CgDcont.Contexts)] public int Cid { get; init; } = 1;

    /// <summary>0: deactivate, 1: activate</summary>
    [Mandatory, Range(0, 1)] public int Stat { get; init; }

    /// <summary>user name, where the network asks for one</summary>
    [Text(0, 100)] public string UserId { get; init; } = "";

    /// <summary>password</summary>
    [Secret, Text(0, 100)] public string Pwd { get; init; } = "";
}
