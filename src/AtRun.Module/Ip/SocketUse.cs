using System.Net;

namespace AtRun.Module.Ip;

/// <summary>What a socket carries; the numbers are those of #SD, #SKTD, #SKTL.</summary>
public enum SocketProtocol
{
    Tcp = 0,
    Udp = 1,
}

/// <summary>What the commands that open sockets differ in.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">1-65535: the host's, or that which listens.</param>
public abstract record SocketUse(SocketProtocol Protocol, int Port)
{
    /// <summary>The closure type that keeps the socket when the peer has closed (AT reference 80000ST10025a p423).</summary>
    public const int StaysOpen = 255;

    /// <summary>TCP: when the peer has closed, the socket stays until the escape sequence (closure type 255).</summary>
    public bool OutlivesPeer { get; init; }

    /// <summary>The escape sequence closes the socket instead of suspending it (#SKTD, #SKTL).</summary>
    public bool EscapeCloses { get; init; }

    /// <summary>Done when the connection is over, but not by power-off (#SKTOP takes its context down); null: nothing.</summary>
    public Action? Closed { get; init; }
}

/// <summary>A socket that is opened to a host.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Host">Name or IPv4 address.</param>
/// <param name="Port">The host's, 1-65535.</param>
public sealed record SocketDial(SocketProtocol Protocol, string Host, int Port) : SocketUse(Protocol, Port)
{
    /// <summary>UDP: the port it is opened on; 0: any.</summary>
    public int LocalPort { get; init; }

    /// <summary>The terminal stays in command state: the result is OK instead of CONNECT.</summary>
    public bool InCommandMode { get; init; }
}

/// <summary>A socket that waits for somebody to connect; UDP: for the first datagram.</summary>
/// <param name="Protocol">TCP or UDP.</param>
/// <param name="Port">1-65535.</param>
/// <param name="Command">The command that opened it: <c>#SL: ABORTED</c> is shown when the network takes its context away.</param>
public sealed record SocketListening(SocketProtocol Protocol, int Port, string Command) : SocketUse(Protocol, Port)
{
    /// <summary>Who connects is joined with the terminal at once, whatever #SCFGEXT says.</summary>
    public bool Accepts { get; init; }

    /// <summary>The line in front of the CONNECT that comes by itself; null: none.</summary>
    public Func<IPEndPoint, string>? Announcement { get; init; }
}
