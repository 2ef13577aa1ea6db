namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Connects to a host over context 1 and joins the connection with the terminal; the escape sequence closes it.</summary>
/// <remarks>AT reference 80000ST10025a p468-470, #SKTD; IP Easy guide 80000ST10028 p44</remarks>
[AtAction("#SKTD", Forms.Setting, NeedsPin = true, TimeLimit = 140)]
[Remotely(RemoteEffect.NeedsOtherSocket)]
public sealed partial record SktD
{
    /// <summary>0: TCP, 1: UDP</summary>
    [Mandatory, Range(0, 1)] public int SocketType { get; init; }

    /// <summary>port of the peer</summary>
    [Mandatory, Range(1, 65535)] public int RemotePort { get; init; }

    /// <summary>name or address of the peer</summary>
    [Mandatory, Text(1, 100)] public string RemoteAddr { get; init; } = "";

    /// <summary>TCP: 0 closes when the peer does, 255 not before the escape sequence</summary>
    [OneOf(0, 255)] public int ClosureType { get; init; }

    /// <summary>UDP: own port; 0: any</summary>
    [Range(0, 65535)] public int LocalPort { get; init; }
}
