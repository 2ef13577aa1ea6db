namespace AtRun.Protocol.Commands.Packet;

/// <summary>Time slots that packet data may use at once.</summary>
/// <remarks>AT reference 80000ST10025a p314-315, #MSCLASS; 45.002 annex B. It names no factory value; 10 is the highest it has.</remarks>
[AtAction("#MSCLASS", Forms.Setting, NeedsPin = true)]
[Remotely(RemoteEffect.EndsTcpSession, ",1")]
public sealed partial record MsClass
{
    /// <summary>The highest class.</summary>
    public const int Highest = 10;

    /// <summary>multislot class; 7 does not exist</summary>
    [OneOf(1, 2, 3, 4, 5, 6, 8, 9, Highest), Domain("(1-6,8-10)")] public int Class { get; init; } = Highest;

    /// <summary>0: it counts from the next attach on, 1: the module detaches and attaches for it</summary>
    [Range(0, 1)] public int AutoAttach { get; init; }
}
