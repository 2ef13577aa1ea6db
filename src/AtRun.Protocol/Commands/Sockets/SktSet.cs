namespace AtRun.Protocol.Commands.Sockets;

/// <summary>The peer that #SKTOP connects to.</summary>
/// <remarks>AT reference 80000ST10025a p455-457, #SKTSET</remarks>
[AtSetting("#SKTSET", Saved.SocketSet)]
public sealed partial record SktSet
{
    /// <summary>0: TCP, 1: UDP</summary>
    [Range(0, 1)] public int SocketType { get; init; }

    /// <summary>port of the peer</summary>
    [Range(0, 65535)] public int RemotePort { get; init; } = 3333;

    /// <summary>name or address of the peer</summary>
    [Text(0, 100)] public string RemoteAddr { get; init; } = "";

    /// <summary>TCP: 0 closes when the peer does, 255 not before the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }

    /// <summary>UDP: own port; 0: any</summary>
    [Range(0, 65535)] public int LocalPort { get; init; }
}
