namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Time that the socket that has the number of the instance has to connect.</summary>
/// <remarks>AT reference 80000ST10025a p462-463, #SKTCT</remarks>
[AtSetting("#SKTCT", Saved.SocketSet)]
public sealed partial record SktCt
{
    /// <summary>100 ms</summary>
    [Range(10, 1200)] public int Tout { get; init; } = 600;
}
