namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Closes a socket, or refuses who calls it.</summary>
/// <remarks>AT reference 80000ST10025a p417, #SH; IP Easy guide 80000ST10028 p36, p40</remarks>
[AtAction("#SH", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, TimeLimit = 3)]
public sealed partial record Sh
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
