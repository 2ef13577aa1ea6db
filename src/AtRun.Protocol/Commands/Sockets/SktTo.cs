namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Time without traffic after which the socket that has the number of the instance is closed.</summary>
/// <remarks>AT reference 80000ST10025a p454-455, #SKTTO; TCP-22</remarks>
[AtSetting("#SKTTO", Saved.SocketSet)]
public sealed partial record SktTo
{
    /// <summary>seconds; 0: never</summary>
    [Range(0, 65535)] public int Tout { get; init; } = 90;
}
