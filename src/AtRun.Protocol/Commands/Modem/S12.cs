namespace AtRun.Protocol.Commands.Modem;

/// <summary>Silence around the escape sequence.</summary>
/// <remarks>AT reference 80000ST10025a p77</remarks>
[AtSetting("S12", Saved.Base)]
public sealed partial record S12
{
    /// <summary>1/50 s</summary>
    [Range(20, 255)] public int Value { get; init; } = 50;
}
