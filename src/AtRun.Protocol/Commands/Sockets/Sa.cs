namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Takes who calls a socket that listens.</summary>
/// <remarks>AT reference 80000ST10025a p427, #SA</remarks>
[AtAction("#SA", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot, unless: ",1")]
public sealed partial record Sa
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>0: on-line, 1: command mode</summary>
    [Range(0, 1)] public int ConnMode { get; init; }
}
