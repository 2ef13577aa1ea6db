namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Lets a socket listen for TCP connections.</summary>
/// <remarks>AT reference 80000ST10025a p424, #SL</remarks>
[AtAction("#SL", Forms.Setting, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Sl
{
    /// <summary>socket</summary>
    [Mandatory, Range(1, 6)] public int ConnId { get; init; } = 1;

    /// <summary>0: stop, 1: listen</summary>
    [Mandatory, Range(0, 1)] public int ListenState { get; init; }

    /// <summary>port, 1-65535; means nothing when it stops</summary>
    [Range(0, 65535)] public int ListenPort { get; init; }

    /// <summary>0 closes when the caller has closed, 255 stays until the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }
}
