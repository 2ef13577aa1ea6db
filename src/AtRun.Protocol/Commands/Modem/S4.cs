namespace AtRun.Protocol.Commands.Modem;

/// <summary>Character that formats responses.</summary>
/// <remarks>V.250 §6.2.2; AT reference 80000ST10025a p74</remarks>
[AtSetting("S4", Saved.Base)]
public sealed partial record S4
{
    /// <summary>character code</summary>
    [Range(0, 127)] public int Value { get; init; } = 10;
}
