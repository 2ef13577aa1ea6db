namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Octets of TCP data that the module takes in one segment, on connections that begin from now on.</summary>
/// <remarks>AT reference 80000ST10025a p482, #TCPMAXDAT; IP Easy guide 80000ST10028 p37</remarks>
[AtSetting("#TCPMAXDAT", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record TcpMaxDat
{
    /// <summary>The least that may be set, besides 0.</summary>
    public const int Least = 496;

    /// <summary>0: any</summary>
    [Mandatory, Range(0, 1420), Domain("(0,496-1420)")] public int Size { get; init; }
}
