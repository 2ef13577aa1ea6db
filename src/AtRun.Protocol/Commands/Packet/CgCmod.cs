namespace AtRun.Protocol.Commands.Packet;

/// <summary>Gives active contexts the quality of service that +CGQREQ asks for now.</summary>
/// <remarks>27.007 §10.1.11; AT reference 80000ST10025a p197, +CGCMOD</remarks>
[AtAction("+CGCMOD", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record CgCmod
{
    /// <summary>contexts; none: all that are active</summary>
    [Range(1, CgDcont.Contexts)] public int Cid { get; init; } = 1;
}
