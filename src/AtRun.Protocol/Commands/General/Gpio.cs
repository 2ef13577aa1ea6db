namespace AtRun.Protocol.Commands.General;

/// <summary>General purpose pins: direction, level.</summary>
/// <remarks>AT reference 80000ST10025a p299-301</remarks>
[AtAction("#GPIO", Forms.Setting, TestVaries = true)]
public sealed partial record Gpio
{
    /// <summary>pin</summary>
    [Range(1, 13)] public int Pin { get; init; } = -1;

    /// <summary>0, 1: level of an output, 2: query</summary>
    [Range(0, 2)] public int Mode { get; init; } = -1;

    /// <summary>0: input, 1: output, 2: alternate function, 3: input pulled down</summary>
    [Range(0, 3)] public int Dir { get; init; } = -1;
}
