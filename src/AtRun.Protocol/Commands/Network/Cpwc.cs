namespace AtRun.Protocol.Commands.Network;

/// <summary>Power class of the transmitter in each of its bands.</summary>
/// <remarks>27.007 §8.29; 05.05 §4.1.1; AT reference 80000ST10025a p85-86, +CPWC. Row 0: 850 and 900 MHz, 1: 1800 MHz, 2: 1900 MHz.</remarks>
[AtAction("+CPWC", Forms.Setting, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record Cpwc
{
    /// <summary>0: the default of the band; 1, 2: 1800 and 1900 MHz; 4, 5: 850 and 900 MHz</summary>
    [OneOf(0, 1, 2, 4, 5)] public int Class { get; init; }

    /// <summary>0: 850 and 900 MHz, 1: 1800 MHz, 2: 1900 MHz</summary>
    [Range(0, 2)] public int Band { get; init; }
}
