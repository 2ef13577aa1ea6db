namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Firewall of the TCP remote AT service: who may connect. Without a rule nobody may.</summary>
/// <remarks>AT reference 80000ST10025a p384, #TCPATRUNFRWL; Telit 80000NT10029a §3.2.1 for the refusal</remarks>
[AtAction("#TCPATRUNFRWL", Forms.Setting, NewStyleOnly = true)]
[Remotely(RemoteEffect.RefusedRemotely)]
public sealed partial record TcpAtRunFrwl
{
    /// <summary>Rules kept at most.</summary>
    public const int MaxRules = 5;

    /// <summary>0: remove a rule, 1: add a rule, 2: remove all</summary>
    [Mandatory, Range(0, 2)] public int Action { get; init; }

    /// <summary>address</summary>
    [Text(0, 15), Domain("")] public string IpAddr { get; init; } = "";

    /// <summary>mask: the bits of the address that count</summary>
    [Text(0, 15), Domain("")] public string NetMask { get; init; } = "";
}
