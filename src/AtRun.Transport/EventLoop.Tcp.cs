using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Links;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

public sealed partial class EventLoop
{
    private readonly List<LinkListener> _waitingListeners = [];

    /// <summary>Listens for TCP connections.</summary>
    /// <param name="local">IPv4 address and port; port 0: a free one, see <see cref="TcpLinkListener.Local"/>.</param>
    /// <param name="accept">
    /// Given a link and its peer, says who receives its octets; null refuses: the connection is closed at once. It may send already.
    /// </param>
    /// <param name="backlog">Connections that the system keeps until they are accepted.</param>
    /// <exception cref="SocketException">The address is in use (<see cref="SocketError.AddressAlreadyInUse"/>) or not ours.</exception>
    public TcpLinkListener Listen(IPEndPoint local, Func<TcpLink, IPEndPoint, ILinkReceiver?> accept, int backlog = 512)
    {
        CheckThread();
        return new TcpLinkListener(this, local, accept, backlog);
    }

    /// <summary>Connects to a peer.</summary>
    /// <param name="local">IPv4 address and port to come from; null leaves both to the system, port 0 the port.</param>
    /// <param name="peer">IPv4 address and port.</param>
    /// <param name="receiver">Says at once who receives the octets that will come.</param>
    /// <param name="connected">
    /// Called once, later, on the loop: <see cref="SocketError.Success"/>, or why not; then the link is closed and its receiver hears nothing.
    /// Not called when the link is closed first.
    /// </param>
    /// <returns>The link. What is sent already waits for the connection.</returns>
    public unsafe TcpLink Connect(IPEndPoint? local, IPEndPoint peer, Func<TcpLink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        CheckThread();
        var to = Sockets.Address(peer);
        var from = local is null ? default : Sockets.Address(local);
        var fd = Sockets.TryOpen(SOCK_STREAM);
        var error = fd < 0 ? Errno : 0;
        if (error == 0)
        {
            Sockets.SetOption(fd, IPPROTO_TCP, TCP_NODELAY);
            if (from.Port != 0)
                Sockets.SetOption(fd, SOL_SOCKET, SO_REUSEADDR);

            if (local is not null && bind(fd, &from, (uint)sizeof(SockAddrIn)) < 0 || connect(fd, &to, (uint)sizeof(SockAddrIn)) < 0)
                error = Errno;

            if (error is EINPROGRESS or EINTR)
                error = 0;

            if (error != 0)
                close(fd);
        }

        var link = new TcpLink(this, error == 0 ? fd : -1, to);
        link.Connecting(connected, error);
        try
        {
            link.Accepted(receiver(link));
        }
        catch
        {
            link.Reset();
            throw;
        }

        return link;
    }

    /// <summary>Opens a UDP port.</summary>
    /// <param name="local">IPv4 address and port; port 0: a free one, see <see cref="UdpPort.Local"/>.</param>
    /// <param name="receiver">Told of each datagram.</param>
    /// <exception cref="SocketException">The port is in use (<see cref="SocketError.AddressAlreadyInUse"/>), or the address not ours.</exception>
    public UdpPort OpenUdp(IPEndPoint local, DatagramReceiver receiver)
    {
        CheckThread();
        return new UdpPort(this, local, receiver);
    }

    /// <summary>As long in <see cref="Time"/> as that takes on the wall's clock.</summary>
    public TimeSpan OfReal(TimeSpan real) => _time.OfReal(real);

    internal void ResumeWhenClosed(LinkListener listener)
    {
        if (!_waitingListeners.Contains(listener))
            _waitingListeners.Add(listener);
    }

    private void ResumeListeners()
    {
        if (_waitingListeners.Count == 0)
            return;

        foreach (var listener in _waitingListeners)
            listener.Resume();

        _waitingListeners.Clear();
    }
}
