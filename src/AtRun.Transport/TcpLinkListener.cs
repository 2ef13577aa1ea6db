using System.Net;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>Accepts TCP connections on an <see cref="EventLoop"/>. Disposing of it stops listening; accepted links live on.</summary>
public sealed class TcpLinkListener : LinkListener
{
    private readonly Func<TcpLink, IPEndPoint, ILinkReceiver?> _accept;

    internal TcpLinkListener(EventLoop loop, IPEndPoint local, Func<TcpLink, IPEndPoint, ILinkReceiver?> accept, int backlog)
        : base(loop, Bound(local, accept, backlog))
    {
        _accept = accept;
        Local = Sockets.Unpack(Sockets.LocalName(Fd));
        Listen();
    }

    /// <summary>The address and the port it listens on.</summary>
    public IPEndPoint Local { get; }

    private static unsafe int Bound(IPEndPoint local, Func<TcpLink, IPEndPoint, ILinkReceiver?> accept, int backlog)
    {
        ArgumentNullException.ThrowIfNull(accept);
        var address = Sockets.Address(local);
        var fd = Sockets.Open(SOCK_STREAM);
        Sockets.SetOption(fd, SOL_SOCKET, SO_REUSEADDR);
        if (bind(fd, &address, (uint)sizeof(SockAddrIn)) >= 0 && listen(fd, backlog) >= 0)
            return fd;

        var failure = Sockets.Failure(Errno);
        close(fd);
        throw failure;
    }

    private protected override unsafe bool Accept()
    {
        SockAddrIn peer;
        var length = (uint)sizeof(SockAddrIn);
        var fd = accept4(Fd, &peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return false;

        Sockets.SetOption(fd, IPPROTO_TCP, TCP_NODELAY);
        var link = new TcpLink(Loop, fd, peer);
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

        return true;
    }
}
