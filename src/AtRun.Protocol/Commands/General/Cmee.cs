namespace AtRun.Protocol.Commands.General;

/// <summary>How errors of the module are reported.</summary>
/// <remarks>27.007 §9.1; AT reference 80000ST10025a p175</remarks>
[AtSetting("+CMEE", Saved.Extended)]
public sealed partial record Cmee
{
    /// <summary>0: ERROR, 1: number, 2: text</summary>
    [Range(0, 2)] public int N { get; init; }
}
