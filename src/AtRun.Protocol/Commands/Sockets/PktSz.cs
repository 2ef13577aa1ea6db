namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Packet size of the socket that has the number of the instance.</summary>
/// <remarks>AT reference 80000ST10025a p451-452, #PKTSZ (the 512 octets of the old styles are not kept); TCP-22</remarks>
[AtSetting("#PKTSZ", Saved.SocketSet)]
public sealed partial record PktSz
{
    /// <summary>octets of a packet; 0: the default, 300</summary>
    [Range(0, 1500)] public int Size { get; init; } = Scfg.DefaultPacketSize;
}
