namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Time after which the socket that has the number of the instance sends less than a packet.</summary>
/// <remarks>AT reference 80000ST10025a p453-454, #DSTO; more than 5 is advised there; TCP-22</remarks>
[AtSetting("#DSTO", Saved.SocketSet)]
public sealed partial record Dsto
{
    /// <summary>100 ms; 0: never</summary>
    [Range(0, 255)] public int Tout { get; init; } = 50;
}
