using System.Net;
using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>A datagram came. The span lives during the call.</summary>
public delegate void DatagramReceiver(ReadOnlySpan<byte> octets, IPEndPoint from);

/// <summary>A UDP port (IPv4) on an <see cref="EventLoop"/>. Disposing of it closes it. All members are called on the loop.</summary>
public sealed class UdpPort : IDisposable, IEventTarget
{
    /// <summary>Datagrams that are received per wakeup, so that links get their turn in a storm.</summary>
    private const int Batch = 64;

    private readonly EventLoop _loop;
    private readonly DatagramReceiver _receiver;
    private readonly int _fd;
    private IPEndPoint _last = new(IPAddress.Any, 0);
    private ulong _lastPacked;
    private bool _closed;

    internal unsafe UdpPort(EventLoop loop, IPEndPoint local, DatagramReceiver receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        var address = Sockets.Address(local);
        (_loop, _receiver, _fd) = (loop, receiver, Sockets.Open(SOCK_DGRAM));
        if (bind(_fd, &address, (uint)sizeof(SockAddrIn)) < 0)
        {
            var failure = Sockets.Failure(Errno);
            close(_fd);
            throw failure;
        }

        Local = Sockets.Unpack(Sockets.LocalName(_fd));
        // Level triggered: what one wakeup leaves, the next one finds.
        loop.Register(this, _fd, EPOLLIN);
    }

    /// <summary>Address and port.</summary>
    public IPEndPoint Local { get; }

    /// <summary>Sends one datagram; where the system does not take it, it is lost.</summary>
    public unsafe void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
    {
        if (_closed)
            return;

        var address = Sockets.Address(to);
        fixed (byte* first = octets)
            sendto(_fd, first, (nuint)octets.Length, MSG_NOSIGNAL, &address, (uint)sizeof(SockAddrIn));
    }

    public void Dispose()
    {
        if (_closed)
            return;

        _loop.CheckThread();
        ((IEventTarget)this).Abandon();
    }

    unsafe void IEventTarget.Ready(uint events)
    {
        for (var left = Batch; left > 0 && !_closed; left--)
        {
            SockAddrIn peer;
            var length = (uint)sizeof(SockAddrIn);
            var count = recvfrom(_fd, _loop.Received, EventLoop.BufferSize, 0, &peer, &length);
            // Nothing is there any more, or a datagram that had a wrong checksum.
            if (count < 0)
                return;

            _receiver(new ReadOnlySpan<byte>(_loop.Received, (int)count), From(Sockets.Pack(peer)));
        }
    }

    // A handler that throws has lost a datagram, not the port.
    void IEventTarget.Break()
    {
    }

    void IEventTarget.Abandon()
    {
        _closed = true;
        _loop.CloseDescriptor(_fd);
    }

    /// <summary>As a rule the next datagram comes from where the last one came from.</summary>
    private IPEndPoint From(ulong packed)
    {
        if (packed != _lastPacked)
            (_last, _lastPacked) = (Sockets.Unpack(packed), packed);

        return _last;
    }
}
