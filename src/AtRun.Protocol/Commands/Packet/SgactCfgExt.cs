namespace AtRun.Protocol.Commands.Packet;

/// <summary>Whether a character typed meanwhile aborts #SGACT.</summary>
/// <remarks>AT reference 80000ST10025a p433, #SGACTCFGEXT</remarks>
[AtSetting("#SGACTCFGEXT", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SgactCfgExt
{
    /// <summary>context</summary>
    [Key, Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;

    /// <summary>1: a character ends the attempt with NO CARRIER</summary>
    [Mandatory, Range(0, 1)] public int AbortAttemptEnable { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedA { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedB { get; init; }

    /// <summary>not used</summary>
    [Range(0, 0)] public int UnusedC { get; init; }
}
