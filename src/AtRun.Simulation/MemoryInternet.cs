using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Simulation;

/// <summary>IP without a network: listening endpoints and connections in memory. The same calls give the same deliveries.</summary>
/// <param name="post">Runs what it is given later, in the order given, on the modules' turn: each delivery is one such step.</param>
public sealed class MemoryInternet(Action<Action> post) : IInternet
{
    private const int FirstEphemeralPort = 49152;

    private readonly Dictionary<IPEndPoint, Offer> _listening = [];
    private int _connections;

    /// <summary>How many octets of those that wait (at least 1) are delivered together; null: what was sent together stays together.</summary>
    public Func<int, int>? Cut { get; set; }

    /// <summary>Octets on their way in one direction before a sender's count as unsent.</summary>
    public int Window { get; set; } = 64 * 1024;

    /// <summary>Who listens now.</summary>
    public IReadOnlyCollection<IPEndPoint> Listening => _listening.Keys;

    public IDisposable Listen(IPEndPoint local, Offer offer)
    {
        if (!_listening.TryAdd(local, offer)) throw new SocketException((int)SocketError.AddressAlreadyInUse);
        return new Listener(this, local, offer);
    }

    /// <summary>Connects to somebody who listens; null if nobody does there. A refused connection is ended by the other side.</summary>
    /// <param name="from">Where the connection comes from; port 0: any.</param>
    /// <param name="to">The listening endpoint.</param>
    /// <param name="receiver">Is told what arrives.</param>
    public MemoryLink? Connect(IPEndPoint from, IPEndPoint to, ILinkReceiver receiver)
    {
        if (!_listening.ContainsKey(to)) return null;
        var local = from.Port != 0 ? from : new(from.Address, FirstEphemeralPort + _connections++ % (IPEndPoint.MaxPort - FirstEphemeralPort + 1));
        var (near, far) = MemoryLink.Pair(this);
        near.Attach(receiver);
        Post(() => Accept(far, local, to));
        return near;
    }

    public ILink Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected) => throw new NotImplementedException();

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => throw new NotImplementedException();

    public ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) => throw new NotImplementedException();

    public ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop) => throw new NotImplementedException();

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => throw new NotImplementedException();

    internal void Post(Action step) => post(step);

    private void Accept(MemoryLink link, IPEndPoint from, IPEndPoint to)
    {
        if (!_listening.TryGetValue(to, out var offer)) link.Reset();
        else if (offer(link, from) is { } receiver) link.Attach(receiver);
        else link.Close();
    }

    private sealed class Listener(MemoryInternet internet, IPEndPoint local, Offer offer) : IDisposable
    {
        public void Dispose()
        {
            if (internet._listening.TryGetValue(local, out var present) && present == offer) internet._listening.Remove(local);
        }
    }
}
