namespace AtRun.Protocol.Commands.Modem;

/// <summary>Character of the escape sequence.</summary>
/// <remarks>AT reference 80000ST10025a p72</remarks>
[AtSetting("S2", Saved.Base)]
public sealed partial record S2
{
    /// <summary>character code</summary>
    [Range(0, 255)] public int Value { get; init; } = 43;
}
