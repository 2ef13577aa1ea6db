namespace AtRun.Protocol.Commands.Packet;

/// <summary>Connects the terminal to a context: the instance carries data until the context ends.</summary>
/// <remarks>27.007 §10.1.12; AT reference 80000ST10025a p196. CONNECT comes before the link is complete (IP Easy guide 80000ST10028 p23).</remarks>
[AtAction("+CGDATA", Forms.Write | Forms.Test, NeedsPin = true)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, "\"PPP\"")]
public sealed partial record CgData
{
    /// <summary>layer 2 protocol</summary>
    [Text(1, 8), Domain("(\"PPP\")")] public string L2p { get; init; } = "PPP";

    /// <summary>context</summary>
    [Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
