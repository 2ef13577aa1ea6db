namespace AtRun.Protocol.Commands.General;

/// <summary>Output of the digital to analogue converter.</summary>
/// <remarks>AT reference 80000ST10025a p305-306, #DAC; one value for all instances: Telit 30268ST10299A p26</remarks>
[AtSetting("#DAC", Saved.Shared)]
public sealed partial record Dac
{
    /// <summary>The value of the greatest voltage.</summary>
    public const int Greatest = 1023;

    /// <summary>0: high impedance, 1: driven</summary>
    [Range(0, 1)] public int Enable { get; init; }

    /// <summary>part of the greatest voltage, in 1023rds</summary>
    [Range(0, Greatest)] public int Value { get; init; }
}
