namespace AtRun.Protocol.Commands.Modem;

/// <summary>Character that ends a command line.</summary>
/// <remarks>V.250 §6.2.1; AT reference 80000ST10025a p73</remarks>
[AtSetting("S3", Saved.Base)]
public sealed partial record S3
{
    /// <summary>character code</summary>
    [Range(0, 127)] public int Value { get; init; } = 13;
}
