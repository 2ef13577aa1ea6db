namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Pulse of the ring indicator when somebody connects to a socket that listens.</summary>
/// <remarks>AT reference 80000ST10025a p477, #E2SLRI; p27: one value for all instances</remarks>
[AtSetting("#E2SLRI", Saved.Shared, NeedsPin = true)]
public sealed partial record E2SlRi
{
    /// <summary>The least that may be set, besides 0.</summary>
    public const int Least = 50;

    /// <summary>0: none, 50-1150: milliseconds</summary>
    [Range(0, 1150), Domain("(0,50-1150)")] public int N { get; init; }
}
