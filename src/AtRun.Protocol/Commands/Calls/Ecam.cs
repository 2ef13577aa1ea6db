namespace AtRun.Protocol.Commands.Calls;

/// <summary>Report of each step of each call.</summary>
/// <remarks>AT reference 80000ST10025a p329-331</remarks>
[AtSetting("#ECAM", Saved.Extended)]
public sealed partial record Ecam
{
    /// <summary>0: off, 1: <c>#ECAM: call,status,kind,,,[number,type]</c></summary>
    [Range(0, 1)] public int OnOff { get; init; }
}
