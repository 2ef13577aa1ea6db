namespace AtRun.Protocol.Commands.Modem;

/// <summary>Time to connect after dialling.</summary>
/// <remarks>V.250 §6.3.10; AT reference 80000ST10025a p76</remarks>
[AtSetting("S7", Saved.Base)]
public sealed partial record S7
{
    /// <summary>seconds</summary>
    [Range(1, 255)] public int Value { get; init; } = 60;
}
