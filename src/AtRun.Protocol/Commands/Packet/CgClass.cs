namespace AtRun.Protocol.Commands.Packet;

/// <summary>Mobile class: circuit switched and packet service, or one of them alone.</summary>
/// <remarks>27.007 §10.1.17; AT reference 80000ST10025a p179, +CGCLASS (its "+CGLASS:" is a misprint)</remarks>
[AtSetting("+CGCLASS", Saved.Nvm, NeedsPin = true, DelayBySms = 10)]
[Remotely(RemoteEffect.NoAnswerBySms | RemoteEffect.BlocksSmsUntilUndoneByTcp, "\"CG\"")]
[Remotely(RemoteEffect.BlocksTcp, "\"CC\"")]
public sealed partial record CgClass
{
    /// <summary>Both services.</summary>
    public const string Both = "B";

    /// <summary>Packet service only.</summary>
    public const string PacketOnly = "CG";

    /// <summary>Circuit switched service only.</summary>
    public const string CircuitOnly = "CC";

    /// <summary>"B": both services, "CG": packet service only, "CC": circuit switched service only</summary>
    [Text(1, 2), Domain("(\"B\",\"CG\",\"CC\")")] public string Class { get; init; } = Both;
}
