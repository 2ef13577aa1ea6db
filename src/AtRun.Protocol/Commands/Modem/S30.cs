namespace AtRun.Protocol.Commands.Modem;

/// <summary>Time without data after which a call is ended.</summary>
/// <remarks>AT reference 80000ST10025a p79</remarks>
[AtSetting("S30", Saved.Base)]
public sealed partial record S30
{
    /// <summary>minutes; 0: never</summary>
    [Range(0, 127)] public int Value { get; init; }
}
