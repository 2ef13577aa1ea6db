namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Waits on context 1 for somebody to connect, who is joined with the terminal; or stops waiting.</summary>
/// <remarks>AT reference 80000ST10025a p471-475, #SKTL</remarks>
[AtAction("#SKTL", Forms.Setting, NeedsPin = true)]
[Remotely(RemoteEffect.NeedsOtherSocket)]
public sealed partial record SktL
{
    /// <summary>0: stops, 1: begins to listen</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }

    /// <summary>0: TCP, 1: UDP</summary>
    [Range(0, 1)] public int SocketType { get; init; }

    /// <summary>port; needed where it begins to listen</summary>
    [Range(1, 65535)] public int InputPort { get; init; }

    /// <summary>TCP: 0 closes when the peer does, 255 not before the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }
}
