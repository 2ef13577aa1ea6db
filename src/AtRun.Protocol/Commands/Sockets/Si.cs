namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Octets that went through the sockets: through one, or through all.</summary>
/// <remarks>AT reference 80000ST10025a p414, #SI</remarks>
[AtAction("#SI", Forms.Execute | Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Si
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
