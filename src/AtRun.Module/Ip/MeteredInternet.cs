using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Module.Ip;

/// <summary>The module's IP as its own stack sees it: what passes is counted, and TCP data comes in segments that are not larger than it takes.</summary>
/// <param name="outside">The world's.</param>
/// <param name="count">Told of octets that pass: address of this end, sent, received.</param>
/// <param name="maxSegment">Octets of TCP data in a segment; 0: any. Asked when a connection begins.</param>
internal sealed class MeteredInternet(IInternet outside, Action<IPAddress, int, int> count, Func<int> maxSegment) : IInternet
{
    public IDisposable Listen(IPEndPoint local, Offer offer) => outside.Listen(local, (link, peer) =>
    {
        var metered = new MeteredLink(link, local.Address, count, maxSegment());
        return offer(metered, peer) is { } receiver ? metered.To(receiver) : null;
    });

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        MeteredConnection metered = null!;
        outside.Connect(
            local, remote,
            link =>
            {
                metered = new((IConnection)link, local, count, maxSegment());
                return metered.To(receiver(metered));
            },
            connected);
        return metered;
    }

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => new MeteredDatagrams(
        outside.OpenDatagrams(local, (octets, from) =>
        {
            count(local.Address, 0, octets.Length);
            arrived(octets, from);
        }),
        local.Address, count);

    public ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) => outside.Resolve(local, host, servers, stop);

    public ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop) =>
        outside.Ping(local, remote, length, ttl, limit, stop);

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => outside.AnswerEchoes(local, mayAsk);

    private class MeteredLink(ILink link, IPAddress local, Action<IPAddress, int, int> count, int maxSegment) : ILink, ILoginReceiver
    {
        private ILinkReceiver? _receiver;
        private bool _closed;

        public int Unsent => link.Unsent;

        public bool Paused { get => link.Paused; set => link.Paused = value; }

        // Who is asked before he knows says yes: a record rather shows too little.
        bool ILoginReceiver.BeginsWithLogin => _receiver is null or ILoginReceiver { BeginsWithLogin: true };

        public ILinkReceiver To(ILinkReceiver receiver)
        {
            _receiver = receiver;
            return this;
        }

        public void Send(ReadOnlySpan<byte> octets)
        {
            if (!_closed) count(local, octets.Length, 0);
            link.Send(octets);
        }

        public void KeepAlive(TimeSpan after) => link.KeepAlive(after);

        public void Close()
        {
            _closed = true;
            link.Close();
        }

        public void Received(ReadOnlySpan<byte> octets)
        {
            count(local, 0, octets.Length);
            for (; maxSegment > 0 && octets.Length > maxSegment && !_closed; octets = octets[maxSegment..]) _receiver!.Received(octets[..maxSegment]);
            if (!_closed) _receiver!.Received(octets);
        }

        public void Drained() => _receiver!.Drained();

        public void Ended(LinkEnd how) => _receiver!.Ended(how);
    }

    private sealed class MeteredConnection(IConnection link, IPAddress local, Action<IPAddress, int, int> count, int maxSegment) : MeteredLink(link, local, count, maxSegment), IConnection
    {
        public IPEndPoint Local => link.Local;
    }

    private sealed class MeteredDatagrams(IDatagrams port, IPAddress local, Action<IPAddress, int, int> count) : IDatagrams
    {
        public IPEndPoint Local => port.Local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            count(local, octets.Length, 0);
            port.Send(octets, to);
        }

        public void Dispose() => port.Dispose();
    }
}
