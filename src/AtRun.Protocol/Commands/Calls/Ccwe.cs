namespace AtRun.Protocol.Commands.Calls;

/// <summary>Warns, 30 s before the most units are spent, by <c>+CCWV</c>.</summary>
/// <remarks>27.007 §8.28; AT reference 80000ST10025a p371</remarks>
[AtSetting("+CCWE", Saved.Extended, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Ccwe
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
