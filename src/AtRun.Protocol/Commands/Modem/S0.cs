namespace AtRun.Protocol.Commands.Modem;

/// <summary>Rings before the module answers by itself.</summary>
/// <remarks>V.250 §6.3.8; AT reference 80000ST10025a p71</remarks>
[AtSetting("S0", Saved.Base)]
public sealed partial record S0
{
    /// <summary>rings; 0: never</summary>
    [Range(0, 255)] public int Value { get; init; }
}
