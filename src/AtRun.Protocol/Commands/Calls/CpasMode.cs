namespace AtRun.Protocol.Commands.Calls;

/// <summary>What +CPAS says of a call that comes in before its first RING.</summary>
/// <remarks>AT reference 80000ST10025a p358-359</remarks>
[AtSetting("#CPASMODE", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record CpasMode
{
    /// <summary>0: 4, a call is in progress; 1: 3, it rings</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
