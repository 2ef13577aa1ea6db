namespace AtRun.Protocol.Commands.Packet;

/// <summary>Addresses of the contexts given, the GSM context among them, or of all that are defined.</summary>
/// <remarks>AT reference 80000ST10025a p355, #CGPADDR</remarks>
[AtAction("#CGPADDR", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record CgPaddrOfAny
{
    /// <summary>Values that may be given at most.</summary>
    public const int MaxCids = 6;

    /// <summary>context, 0: the GSM context; may be repeated</summary>
    [Range(0, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
