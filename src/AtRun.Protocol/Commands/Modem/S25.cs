namespace AtRun.Protocol.Commands.Modem;

/// <summary>Time that a drop of DTR must last.</summary>
/// <remarks>AT reference 80000ST10025a p78</remarks>
[AtSetting("S25", Saved.Base)]
public sealed partial record S25
{
    /// <summary>1/100 s</summary>
    [Range(0, 255)] public int Value { get; init; } = 5;
}
