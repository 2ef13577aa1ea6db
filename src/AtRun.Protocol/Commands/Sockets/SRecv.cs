namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Reads what a socket received in command mode.</summary>
/// <remarks>AT reference 80000ST10025a p427, #SRECV</remarks>
[AtAction("#SRECV", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SRecv
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>octets at most</summary>
    [Mandatory, Range(1, 1500)] public int MaxByte { get; init; } = 1;
}
