namespace AtRun.Protocol.Commands.Modem;

/// <summary>Character that takes back the one before it in a command line.</summary>
/// <remarks>V.250 §6.2.3; AT reference 80000ST10025a p75</remarks>
[AtSetting("S5", Saved.Base)]
public sealed partial record S5
{
    /// <summary>character code</summary>
    [Range(0, 127)] public int Value { get; init; } = 8;
}
