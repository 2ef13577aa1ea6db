namespace AtRun.Protocol.Commands.General;

/// <summary>Whether +CMEE tells the errors of packet service by numbers of their own.</summary>
/// <remarks>AT reference 80000ST10025a p176</remarks>
[AtSetting("#CMEEMODE", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record CmeeMode
{
    /// <summary>0: they are told as unknown, 1: they are told as they are</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
