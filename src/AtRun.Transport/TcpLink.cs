using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A TCP connection (IPv4) on an <see cref="EventLoop"/>.</summary>
/// <remarks>
/// A peer that has finished sending may still be listening: after <see cref="LinkEnd.Finished"/> Send goes on working until Close.
/// </remarks>
public sealed class TcpLink : DescriptorLink, IConnection
{
    /// <summary>How long a closed link waits for the peer to finish, on the wall's clock.</summary>
    private static readonly TimeSpan LingerTime = TimeSpan.FromSeconds(1);

    /// <summary>Octets that a closed link still reads, to forget them.</summary>
    private const int LingerOctets = 1024 * 1024;

    private readonly ulong _peer;
    private ulong _local;
    private Action<SocketError>? _connected;
    private ITimer? _lingering;
    private int _lingered;

    internal TcpLink(EventLoop loop, int fd, in SockAddrIn peer)
        : base(loop, fd) => _peer = Sockets.Pack(peer);

    /// <summary>Our address and port.</summary>
    public IPEndPoint Local
    {
        get
        {
            if (_local == 0 && State < LinkState.Lingering)
                _local = Sockets.LocalName(Fd);

            return Sockets.Unpack(_local);
        }
    }

    /// <summary>The peer's address and port.</summary>
    public IPEndPoint Peer => Sockets.Unpack(_peer);

    private protected override bool ShortReadIsAll => true;

    /// <summary>
    /// Hands what is unsent to the system as far as it takes it, and finishes. What the peer still sends is read and forgotten until
    /// it finishes too, for at most 1 s and 1 MiB: closing with unread octets would reset the connection, and the peer might
    /// never see the last answer. A link that is still connecting is given up, and its callback is not called.
    /// </summary>
    public override void Close()
    {
        if (State >= LinkState.Lingering)
            return;

        LastSend();
        if (State == LinkState.Opening || AtEnd)
        {
            _connected = null;
            Release();
            return;
        }

        State = LinkState.Lingering;
        shutdown(Fd, SHUT_WR);
        Drain();
        if (State == LinkState.Lingering)
            _lingering = Loop.Time.CreateTimer(static link => ((TcpLink)link!).EndLingering(), this, Loop.OfReal(LingerTime), Timeout.InfiniteTimeSpan);
    }

    /// <summary>TCP keep-alive (tcp(7)): the first question after that long, further ones as the system has it.</summary>
    public void KeepAlive(TimeSpan after)
    {
        if (State >= LinkState.Lingering)
            return;

        Sockets.SetOption(Fd, SOL_SOCKET, SO_KEEPALIVE);
        Sockets.SetOption(Fd, IPPROTO_TCP, TCP_KEEPIDLE, (int)after.TotalSeconds);
    }

    /// <summary>The system keeps no more than about that many octets that the peer has not acknowledged (SO_SNDBUF, socket(7)): what is sent beyond counts as <see cref="ILink.Unsent"/>.</summary>
    public void HoldAtMost(int octets)
    {
        if (State < LinkState.Lingering)
            Sockets.SetOption(Fd, SOL_SOCKET, SO_SNDBUF, octets);
    }

    /// <summary>Drops what is unsent and resets the connection (SO_LINGER 0, socket(7)).</summary>
    public unsafe void Reset()
    {
        if (State == LinkState.Closed)
            return;

        var linger = new Linger { OnOff = 1, Seconds = 0 };
        setsockopt(Fd, SOL_SOCKET, SO_LINGER, &linger, (uint)sizeof(Linger));
        _connected = null;
        EndLingering();
    }

    internal void Accept()
    {
        State = LinkState.Open;
        Loop.Register(this, Fd, AllEdges);
    }

    internal void Accepted(ILinkReceiver? receiver)
    {
        Receiver = receiver;
        if (receiver is null)
            Release();
    }

    // The error is the errno of connect(2) or of what came before it, 0 while it is under way.
    internal void Connecting(Action<SocketError> connected, int error)
    {
        _connected = connected;
        if (error == 0)
            Loop.Register(this, Fd, AllEdges);
        else
            Loop.Post(() => Connected(error));
    }

    private protected override unsafe nint Read(byte* buffer, int count) => recv(Fd, buffer, (nuint)count, 0);

    private protected override unsafe nint Write(byte* octets, int count) => send(Fd, octets, (nuint)count, MSG_NOSIGNAL);

    private protected override void OtherReady(uint events)
    {
        if (State == LinkState.Lingering)
            Drain();
        else if (State == LinkState.Opening && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0)
        {
            Connected(ConnectError());
            // What a peer that speaks first has sent may come with the connection, and its edge will not come again.
            if (State == LinkState.Open && (events & ~EPOLLOUT) != 0)
                ((IEventTarget)this).Ready(events & ~EPOLLOUT);
        }
    }

    private unsafe int ConnectError()
    {
        int error;
        uint length = sizeof(int);
        return getsockopt(Fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? Errno : error;
    }

    private void Connected(int error)
    {
        if (_connected is not { } connected)
            return;

        _connected = null;
        if (error != 0)
        {
            Release();
            connected(Sockets.ErrorOf(error));
            return;
        }

        // The receiver hears of the connection before it hears from it.
        State = LinkState.Open;
        connected(SocketError.Success);
        SendWaiting();
    }

    private unsafe void Drain()
    {
        while (true)
        {
            var count = recv(Fd, Loop.Received, EventLoop.BufferSize, 0);
            if (count < 0 && Errno == EINTR)
                continue;

            if (count < 0 && Errno == EAGAIN)
                return;

            if (count > 0 && (_lingered += (int)count) <= LingerOctets)
                continue;

            EndLingering();
            return;
        }
    }

    private void EndLingering()
    {
        _lingering?.Dispose();
        _lingering = null;
        Release();
    }
}
