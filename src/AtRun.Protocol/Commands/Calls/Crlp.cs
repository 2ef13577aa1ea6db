namespace AtRun.Protocol.Commands.Calls;

/// <summary>Parameters of the radio link protocol of data calls.</summary>
/// <remarks>27.007 §6.8; AT reference 80000ST10025a p89. Nothing is lost on the simulated air: no value changes what a call carries.</remarks>
[AtSetting("+CRLP", Saved.Extended, NeedsPin = true)]
public sealed partial record Crlp
{
    /// <summary>window of the network, frames</summary>
    [Range(1, 61)] public int Iws { get; init; } = 61;

    /// <summary>window of the module, frames</summary>
    [Range(1, 61)] public int Mws { get; init; } = 61;

    /// <summary>time to acknowledge, in 10 ms</summary>
    [Range(39, 255)] public int T1 { get; init; } = 78;

    /// <summary>attempts</summary>
    [Range(1, 255)] public int N2 { get; init; } = 6;

    /// <summary>version</summary>
    [Range(0, 0)] public int Ver { get; init; }
}
