namespace AtRun.Protocol.Commands.Packet;

/// <summary>Addresses of PDP contexts: those given, or all that are defined.</summary>
/// <remarks>27.007 §10.1.14; AT reference 80000ST10025a p194, +CGPADDR</remarks>
[AtAction("+CGPADDR", Forms.Write | Forms.Test, NeedsPin = true, TestVaries = true)]
public sealed partial record CgPaddr
{
    /// <summary>context; may be repeated</summary>
    [Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
