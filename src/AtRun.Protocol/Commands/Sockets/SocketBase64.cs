namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Base64 between the terminal and a socket, in either direction.</summary>
/// <remarks>AT reference 80000ST10025a p435-437, #BASE64; IP Easy guide 80000ST10028 p37-38. Two more values are reserved.</remarks>
[AtSetting("#BASE64", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SocketBase64
{
    /// <summary>socket</summary>
    [Key, Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>what is sent: 0: as it is, 1: coded in lines of 76 characters (RFC 2045), 2: coded without line ends (RFC 3548)</summary>
    [Mandatory, Range(0, 2)] public int Enc { get; init; }

    /// <summary>what comes: 0: as it is, 1: decoded (RFC 2045), 2: decoded (RFC 3548)</summary>
    [Mandatory, Range(0, 2)] public int Dec { get; init; }

    /// <summary>reserved</summary>
    [Range(0, 0)] public int UnusedB { get; init; }

    /// <summary>reserved</summary>
    [Range(0, 0)] public int UnusedC { get; init; }
}
