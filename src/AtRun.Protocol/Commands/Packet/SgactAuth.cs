namespace AtRun.Protocol.Commands.Packet;

/// <summary>How the module authenticates itself when it activates a context.</summary>
/// <remarks>AT reference 80000ST10025a p430, #SGACTAUTH; not saved</remarks>
[AtSetting("#SGACTAUTH", Saved.Never, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SgactAuth
{
    /// <summary>0: not, 1: PAP, 2: CHAP</summary>
    [Mandatory, Range(0, 2)] public int Type { get; init; } = 1;
}
