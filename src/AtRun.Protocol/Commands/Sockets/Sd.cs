namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Opens a socket to a host.</summary>
/// <remarks>AT reference 80000ST10025a p422, #SD</remarks>
[AtAction("#SD", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TimeLimit = 140)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, unless: ",,,,,,1")]
public sealed partial record Sd
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>0: TCP, 1: UDP</summary>
    [Mandatory, Range(0, 1)] public int TxProt { get; init; }

    /// <summary>port of the host</summary>
    [Mandatory, Range(1, 65535)] public int RPort { get; init; } = 1;

    /// <summary>host: address or name</summary>
    [Mandatory, Text(1, 255), Domain("")] public string IpAddr { get; init; } = "";

    /// <summary>TCP: 0 closes when the host has closed, 255 stays until the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }

    /// <summary>UDP: own port; 0: any</summary>
    [Range(0, 65535)] public int LPort { get; init; }

    /// <summary>0: on-line, 1: command mode</summary>
    [Range(0, 1)] public int ConnMode { get; init; }
}
