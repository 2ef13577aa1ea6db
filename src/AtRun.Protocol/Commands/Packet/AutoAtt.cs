namespace AtRun.Protocol.Commands.Packet;

/// <summary>Attaching to the packet service by itself, now and at every start.</summary>
/// <remarks>AT reference 80000ST10025a p313, #AUTOATT</remarks>
[AtSetting("#AUTOATT", Saved.Nvm)]
public sealed partial record AutoAtt
{
    /// <summary>0: off, 1: on</summary>
    [Range(0, 1)] public int Auto { get; init; } = 1;
}
