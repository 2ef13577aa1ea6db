namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Why sockets were closed last: one, or all.</summary>
/// <remarks>HE910 AT reference, in MultiTech S000528C p215, #SLASTCLOSURE</remarks>
[AtAction("#SLASTCLOSURE", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, Families = Families.He910 | Families.Ue)]
public sealed partial record SLastClosure
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
