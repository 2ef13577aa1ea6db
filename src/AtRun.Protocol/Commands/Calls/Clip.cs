namespace AtRun.Protocol.Commands.Calls;

/// <summary>Number of the caller behind each RING.</summary>
/// <remarks>27.007 §7.6; AT reference 80000ST10025a p110-112</remarks>
[AtSetting("+CLIP", Saved.Extended, NeedsPin = true, TimeLimit = 15)]
public sealed partial record Clip
{
    /// <summary>0: off, 1: on</summary>
    [Range(0, 1)] public int N { get; init; }
}
