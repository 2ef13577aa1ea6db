using System.Net;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Accepts TCP connections on an <see cref="EventLoop"/>. Disposing of it stops listening; accepted links live on.</summary>
public sealed class TcpLinkListener : IDisposable, IEventTarget
{
    /// <summary>Connections accepted per wakeup, so that links get their turn in a storm.</summary>
    private const int AcceptBatch = 64;

    /// <summary>How long it waits for a descriptor when there is none left and no link closes, on the wall's clock.</summary>
    private static readonly TimeSpan RetryTime = TimeSpan.FromMilliseconds(100);

    private readonly EventLoop _loop;
    private readonly Func<TcpLink, IPEndPoint, ILinkReceiver?> _accept;
    private readonly int _fd;
    private ITimer? _retry;
    private bool _waiting;
    private bool _closed;

    internal unsafe TcpLinkListener(EventLoop loop, IPEndPoint local, Func<TcpLink, IPEndPoint, ILinkReceiver?> accept, int backlog)
    {
        ArgumentNullException.ThrowIfNull(accept);
        var address = Sockets.Address(local);
        (_loop, _accept, _fd) = (loop, accept, Sockets.Open(SOCK_STREAM));
        Sockets.SetOption(_fd, SOL_SOCKET, SO_REUSEADDR);
        if (bind(_fd, &address, (uint)sizeof(SockAddrIn)) < 0 || listen(_fd, backlog) < 0)
        {
            var failure = Sockets.Failure(Errno);
            close(_fd);
            throw failure;
        }

        Local = Sockets.Unpack(Sockets.LocalName(_fd));
        // Level triggered: what one wakeup leaves in the backlog, the next one finds.
        loop.Register(this, _fd, EPOLLIN);
    }

    /// <summary>The address and the port it listens on.</summary>
    public IPEndPoint Local { get; }

    public void Dispose()
    {
        if (_closed)
            return;

        _loop.CheckThread();
        ((IEventTarget)this).Abandon();
    }

    unsafe void IEventTarget.Ready(uint events)
    {
        for (var left = AcceptBatch; left > 0 && !_closed; left--)
        {
            SockAddrIn peer;
            var length = (uint)sizeof(SockAddrIn);
            var fd = accept4(_fd, &peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
            if (fd >= 0)
                Accept(fd, peer);
            else if (Errno is EMFILE or ENFILE or ENOBUFS or ENOMEM)
                Wait();

            // Else there is none, or one that is gone already: accept(2) names half a dozen errors of such connections.
            if (fd < 0)
                return;
        }
    }

    // A link whose handler threw in accept is closed there.
    void IEventTarget.Break()
    {
    }

    void IEventTarget.Abandon()
    {
        _closed = true;
        _retry?.Dispose();
        _loop.CloseDescriptor(_fd);
    }

    internal void Resume()
    {
        if (!_waiting || _closed)
            return;

        _waiting = false;
        _retry?.Dispose();
        _retry = null;
        _loop.Modify(_fd, EPOLLIN);
    }

    private void Accept(int fd, in SockAddrIn peer)
    {
        Sockets.SetOption(fd, IPPROTO_TCP, TCP_NODELAY);
        var link = new TcpLink(_loop, fd, peer);
        link.Accept();
        try
        {
            link.Accepted(_accept(link, link.Peer));
        }
        catch
        {
            link.Reset();
            throw;
        }
    }

    // The backlog stays readable while no descriptor is free: without this the loop would spin.
    private void Wait()
    {
        _waiting = true;
        _loop.Modify(_fd, 0);
        _loop.ResumeWhenClosed(this);
        _retry = _loop.Time.CreateTimer(static me => ((TcpLinkListener)me!).Resume(), this, _loop.OfReal(RetryTime), Timeout.InfiniteTimeSpan);
    }
}
