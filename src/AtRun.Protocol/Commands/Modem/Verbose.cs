namespace AtRun.Protocol.Commands.Modem;

/// <summary>Form of the responses.</summary>
/// <remarks>V.250 §6.2.6; AT reference 80000ST10025a p52</remarks>
[AtSetting("V", Saved.Base)]
public sealed partial record Verbose
{
    /// <summary>0: numbers, 1: text</summary>
    [Range(0, 1)] public int Value { get; init; } = 1;
}
