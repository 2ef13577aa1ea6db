using AtRun.Protocol.Commands.Packet;

namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Servers of names of the contexts given, or of all that are defined: those of #DNS, else those that the network told.</summary>
/// <remarks>Not in AT reference 80000ST10025a: the form is the one that programs in the field read from HE910 and later; the contexts are those of #CGPADDR</remarks>
[AtAction("#NWDNS", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, Families = Families.He910 | Families.Ue, TestVaries = true)]
public sealed partial record NwDns
{
    /// <summary>context, 0: the GSM context; may be repeated</summary>
    [Range(0, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
