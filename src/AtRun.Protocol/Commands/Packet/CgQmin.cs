namespace AtRun.Protocol.Commands.Packet;

/// <summary>The least quality of service that a context is taken with. With its number alone nothing is checked any more.</summary>
/// <remarks>27.007 §10.1.5; 03.60 §15.2; AT reference 80000ST10025a p188-190, +CGQMIN</remarks>
[AtSetting("+CGQMIN", Saved.Nvm, NeedsPin = true, TestVaries = true)]
public sealed partial record CgQmin
{
    /// <summary>context</summary>
    [Key, Range(1, CgDcont.Contexts), Domain("\"IP\"")] public int Cid { get; init; } = 1;

    /// <summary>precedence: 1 is the highest, 0 the subscribed one</summary>
    [Range(0, 3)] public int Precedence { get; init; }

    /// <summary>delay: 1 is the shortest, 4 best effort, 0 the subscribed one</summary>
    [Range(0, 4)] public int Delay { get; init; }

    /// <summary>reliability: 1 is the safest, 0 the subscribed one</summary>
    [Range(0, 5)] public int Reliability { get; init; }

    /// <summary>peak throughput: 9 is the highest, 0 the subscribed one</summary>
    [Range(0, 9)] public int Peak { get; init; }

    /// <summary>mean throughput: 18 is the highest, 31 best effort, 0 the subscribed one</summary>
    [OneOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 31), Domain("(0-18,31)")] public int Mean { get; init; }
}
