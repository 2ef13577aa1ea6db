namespace AtRun.Protocol.Commands.Packet;

/// <summary>Attaches the module to the packet service, or detaches it.</summary>
/// <remarks>27.007 §10.1.9; AT reference 80000ST10025a p180, +CGATT</remarks>
[AtAction("+CGATT", Forms.Setting, NeedsPin = true, DelayBySms = 5, TimeLimit = 10)]
[Remotely(RemoteEffect.BlocksTcp, "0")]
public sealed partial record CgAtt
{
    /// <summary>0: detach, 1: attach</summary>
    [Mandatory, Range(0, 1)] public int State { get; init; }
}
