namespace AtRun.Protocol.Commands.Sockets;

/// <summary>#SKTL of interface styles 0 and 1, with the socket type.</summary>
/// <remarks>AT reference 80000ST10025a p475-477, @SKTL</remarks>
[AtAction("@SKTL", Forms.Setting, NeedsPin = true, OldStyleOnly = true)]
[Remotely(RemoteEffect.NeedsOtherSocket)]
public sealed partial record OldSktL
{
    /// <summary>0: stops, 1: begins to listen</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }

    /// <summary>0: TCP</summary>
    [Range(0, 0)] public int SocketType { get; init; }

    /// <summary>port; needed where it begins to listen</summary>
    [Range(1, 65535)] public int InputPort { get; init; }

    /// <summary>0 closes when the peer does, 255 not before the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }
}
