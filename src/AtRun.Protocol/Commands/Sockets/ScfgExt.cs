namespace AtRun.Protocol.Commands.Sockets;

/// <summary>More parameters of a socket: how its data is announced and written, keep-alive, accepting.</summary>
/// <remarks>AT reference 80000ST10025a p418, #SCFGEXT</remarks>
[AtSetting("#SCFGEXT", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record ScfgExt
{
    /// <summary>socket</summary>
    [Key, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>SRING: 0 says the socket, 1 the octets received too, 2 the data too</summary>
    [Mandatory, Range(0, 2)] public int SrMode { get; init; }

    /// <summary>data received in command mode: 0 text, 1 hexadecimal</summary>
    [Mandatory, Range(0, 1)] public int RecvDataMode { get; init; }

    /// <summary>TCP keep-alive, minutes; 0: none</summary>
    [Mandatory, Range(0, 240)] public int Keepalive { get; init; }

    /// <summary>1: incoming connections are accepted without asking</summary>
    [Range(0, 1)] public int ListenAutoRsp { get; init; }

    /// <summary>data sent in command mode: 0 text, 1 hexadecimal</summary>
    [Range(0, 1)] public int SendDataMode { get; init; }
}
