namespace AtRun.Protocol.Commands.Sockets;

/// <summary>States of the sockets: of one, or of all.</summary>
/// <remarks>AT reference 80000ST10025a p412, #SS</remarks>
[AtAction("#SS", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Ss
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
