namespace AtRun.Protocol.Commands.Modem;

/// <summary>Data carrier detect (DCD, circuit 109) of the port.</summary>
/// <remarks>V.250 §6.2.8; AT reference 80000ST10025a p54</remarks>
[AtSetting("&C", Saved.Base)]
public sealed partial record DataCarrierDetect
{
    /// <summary>0: always on, 1: follows the carrier, 2: off while disconnecting</summary>
    [Range(0, 2)] public int Value { get; init; } = 1;
}
