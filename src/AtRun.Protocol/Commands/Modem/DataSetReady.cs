namespace AtRun.Protocol.Commands.Modem;

/// <summary>Data set ready (DSR, circuit 107) of the port.</summary>
/// <remarks>AT reference 80000ST10025a p57</remarks>
[AtSetting("&S", Saved.Base)]
public sealed partial record DataSetReady
{
    /// <summary>0: always on, 1: with the traffic channel, 2: while connected, 3: when ready for commands</summary>
    [Range(0, 3)] public int Value { get; init; } = 3;
}
