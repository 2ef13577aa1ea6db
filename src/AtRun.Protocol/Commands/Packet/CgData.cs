namespace AtRun.Protocol.Commands.Packet;

/// <summary>Connects the terminal to a context: the instance carries data until the context ends.</summary>
/// <remarks>27.007 §10.1.12; AT reference 80000ST10025a p196</remarks>
[AtAction("+CGDATA", Forms.Write | Forms.Test, Families = Families.None)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, "\"PPP\",1")]
public sealed partial record CgData
{
    /// <summary>layer 2 protocol</summary>
    [Text(1, 8), Domain("(\"PPP\")")] public string L2p { get; init; } = "PPP";

    /// <summary>context</summary>
    [Range(1, 5)] public int Cid { get; init; } = 1;
}
