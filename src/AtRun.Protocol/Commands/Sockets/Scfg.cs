namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Parameters of a socket: context, packet size, time-outs.</summary>
/// <remarks>AT reference 80000ST10025a p417, #SCFG</remarks>
[AtSetting("#SCFG", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Scfg
{
    /// <summary>Octets of a packet where pktSz is 0.</summary>
    public const int DefaultPacketSize = 300;

    /// <summary>socket</summary>
    [Key, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>context; 0: the GSM context</summary>
    [Mandatory, Range(0, 5)] public int Cid { get; init; } = 1;

    /// <summary>octets of a packet; 0: the default, 300</summary>
    [Mandatory, Range(0, 1500)] public int PktSz { get; init; } = DefaultPacketSize;

    /// <summary>seconds without traffic after which the connection is closed; 0: never</summary>
    [Mandatory, Range(0, 65535)] public int MaxTo { get; init; } = 90;

    /// <summary>time to connect, 100 ms</summary>
    [Mandatory, Range(10, 1200)] public int ConnTo { get; init; } = 600;

    /// <summary>time after which less than a packet is sent, 100 ms; 0: never</summary>
    [Mandatory, Range(0, 255)] public int TxTo { get; init; } = 50;

    /// <summary>pktSz with its default resolved, octets.</summary>
    public int PacketSize => PktSz == 0 ? DefaultPacketSize : PktSz;

    /// <summary>Sockets 1 to 3 are on context 1, the others on 2 (AT reference 80000ST10025a p422).</summary>
    public static Scfg DefaultOf(int key) => new() { ConnId = key, Cid = key <= 3 ? 1 : 2 };
}
