using System.Net;

namespace AtRun.Protocol.Links;

/// <summary>An open stream of octets to a peer (a TCP connection, a serial port, a pseudo terminal), as its user sees it.</summary>
/// <remarks>
/// Octets are pushed: whoever owns the descriptor calls <see cref="ILinkReceiver"/> on the one thread that owns the
/// link, so that an answer is computed where its question arrived. All members are called on that thread too.
/// </remarks>
public interface ILink
{
    /// <summary>Sends now what the peer takes and keeps the rest until it takes more. Never blocks. After the end: nothing happens.</summary>
    void Send(ReadOnlySpan<byte> octets);

    /// <summary>Asks now and then, when nothing passed for that long, whether the peer is still there. Only where the link can.</summary>
    void KeepAlive(TimeSpan after) { }

    /// <summary>Octets that the peer has not taken yet. <see cref="ILinkReceiver.Drained"/> tells when it is 0 again.</summary>
    int Unsent { get; }

    /// <summary>True: nothing more is read from the peer (its sending side then fills up) until this is false again.</summary>
    bool Paused { get; set; }

    /// <summary>Shows the lines of this end where the link has lines; nothing elsewhere.</summary>
    void Show(PortLines lines) { }

    /// <summary>Sends a break of that length where the link can; nothing elsewhere.</summary>
    void Break(TimeSpan length) { }

    /// <summary>Hands what is unsent to the system as far as it takes it, and closes. <see cref="ILinkReceiver.Ended"/> is not called for it.</summary>
    void Close();
}

/// <summary>A connection of IP.</summary>
public interface IConnection : ILink
{
    /// <summary>Address and port of this end.</summary>
    IPEndPoint Local { get; }
}

/// <summary>What the user of an <see cref="ILink"/> is told. The spans live only during the call.</summary>
public interface ILinkReceiver
{
    /// <summary>Octets arrived.</summary>
    void Received(ReadOnlySpan<byte> octets);

    /// <summary>All that was unsent has been taken by the peer.</summary>
    void Drained();

    /// <summary>The lines of the peer changed. Never called where the link has none: they are then on.</summary>
    void LinesChanged(PortLines lines) { }

    /// <summary>The peer sent a break.</summary>
    void Break() { }

    /// <summary>The peer ended the link, or it broke. Last call; the link is closed already as far as reading goes, and Close() must still be called.</summary>
    void Ended(LinkEnd how);
}

/// <summary>How a link ended.</summary>
public enum LinkEnd
{
    /// <summary>The peer finished (FIN; the far side of a pseudo terminal was closed).</summary>
    Finished,

    /// <summary>The peer reset the connection, or the system reported an error.</summary>
    Reset,
}
