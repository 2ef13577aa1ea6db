namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Firewall of the sockets that listen: who may connect. Without a rule nobody may.</summary>
/// <remarks>AT reference 80000ST10025a p477-480, #FRWL</remarks>
[AtAction("#FRWL", Forms.All, NeedsPin = true)]
public sealed partial record Frwl
{
    /// <summary>0: remove a rule, 1: add a rule, 2: remove all</summary>
    [Mandatory, Range(0, 2)] public int Action { get; init; }

    /// <summary>address</summary>
    [Text(0, 15), Domain("")] public string IpAddr { get; init; } = "";

    /// <summary>mask: the bits of the address that count</summary>
    [Text(0, 15), Domain("")] public string NetMask { get; init; } = "";
}
