namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Goes on-line again with a suspended socket.</summary>
/// <remarks>AT reference 80000ST10025a p424, #SO</remarks>
[AtAction("#SO", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
[Remotely(RemoteEffect.BlocksSmsUntilReboot)]
public sealed partial record So
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;
}
