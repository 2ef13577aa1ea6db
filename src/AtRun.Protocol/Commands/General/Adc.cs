namespace AtRun.Protocol.Commands.General;

/// <summary>Voltage at the inputs of the analogue converter, in mV.</summary>
/// <remarks>AT reference 80000ST10025a p303-304, #ADC</remarks>
[AtAction("#ADC", Forms.All, TimeLimit = 5, TestVaries = true)]
public sealed partial record Adc
{
    /// <summary>input</summary>
    [Range(1, 3)] public int Input { get; init; } = -1;

    /// <summary>2: query</summary>
    [Range(2, 2)] public int Mode { get; init; } = -1;

    /// <summary>0: no effect</summary>
    [Range(0, 0)] public int Dir { get; init; } = -1;
}
