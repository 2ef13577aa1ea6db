namespace AtRun.Protocol.Commands.Modem;

/// <summary>Ring indicator (RI, circuit 125) of the port.</summary>
/// <remarks>AT reference 80000ST10025a p58</remarks>
[AtSetting("\\R", Saved.Base)]
public sealed partial record RingIndicator
{
    /// <summary>0: during ringing and the connection, 1: during ringing, 2: follows the ring signal</summary>
    [Range(0, 2)] public int Value { get; init; } = 1;
}
