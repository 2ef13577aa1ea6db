using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Simulation;

/// <summary>IP without a network: endpoints, connections, datagrams, names and echoes in memory. The same calls give the same deliveries.</summary>
/// <param name="post">Runs what it is given later, in the order given, on the modules' turn: each delivery is one such step.</param>
/// <param name="time">How long an echo takes, and a limit of waiting.</param>
public sealed class MemoryInternet(Action<Action> post, TimeProvider time) : IInternet
{
    private const int FirstEphemeralPort = 49152;

    /// <summary>Time to live that is left in an answer of another module.</summary>
    private const int ModuleTtl = 64;

    private readonly Dictionary<IPEndPoint, Offer> _listening = [];
    private readonly Dictionary<IPEndPoint, Datagrams> _datagrams = [];
    private readonly EchoTable _echoes = new();
    private int _connections;

    /// <summary>How many octets of those that wait (at least 1) are delivered together; null: what was sent together stays together.</summary>
    public Func<int, int>? Cut { get; set; }

    /// <summary>Octets on their way in one direction before a sender's count as unsent.</summary>
    public int Window { get; set; } = 64 * 1024;

    /// <summary>Who listens now.</summary>
    public IReadOnlyCollection<IPEndPoint> Listening => _listening.Keys;

    /// <summary>Open UDP ports.</summary>
    public IReadOnlyCollection<IPEndPoint> OpenPorts => _datagrams.Keys;

    /// <summary>The names that there are.</summary>
    public Dictionary<string, IPAddress> Names { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Who serves names; empty: whoever is asked. Others never answer.</summary>
    public HashSet<IPAddress> NameServers { get; } = [];

    /// <summary>No server of names answers.</summary>
    public bool NamesAreSilent { get; set; }

    /// <summary>Hosts that answer echo requests: after that time, with that time to live left.</summary>
    public Dictionary<IPAddress, EchoReply> EchoingHosts { get; } = [];

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
        var (near, far) = Pair(from, to);
        near.Attach(receiver);
        Post(() => Accept(far, near.Local, to));
        return near;
    }

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        var (near, far) = Pair(new(local, 0), remote);
        near.Attach(receiver(near));
        Post(() =>
        {
            if (near.IsOver) return;
            if (!_listening.ContainsKey(remote))
            {
                near.Abandon();
                connected(SocketError.ConnectionRefused);
                return;
            }
            connected(SocketError.Success);
            Accept(far, near.Local, remote);
        });
        return near;
    }

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived)
    {
        var here = local.Port != 0 ? local : new(local.Address, EphemeralPort());
        var opened = new Datagrams(this, here, arrived);
        return _datagrams.TryAdd(here, opened) ? opened : throw new SocketException((int)SocketError.AddressAlreadyInUse);
    }

    public async ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop)
    {
        var answered = !NamesAreSilent && (servers.Count == 0 || NameServers.Count == 0 || servers.Any(NameServers.Contains));
        await Task.Delay(answered ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, time, stop);
        return Names.GetValueOrDefault(host);
    }

    public async ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop)
    {
        EchoReply? reply = EchoingHosts.TryGetValue(remote, out var host) ? host : _echoes.Answers(remote, local) ? new(TimeSpan.Zero, ModuleTtl) : null;
        if (reply?.Time > limit) reply = null;
        await Task.Delay(reply?.Time ?? limit, time, stop);
        return reply;
    }

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => _echoes.Add(local, mayAsk);

    /// <summary>Somebody asks a module for an echo. False: it does not answer.</summary>
    public bool Echo(IPAddress from, IPAddress to) => _echoes.Answers(to, from);

    internal void Post(Action step) => post(step);

    private (MemoryLink Near, MemoryLink Far) Pair(IPEndPoint from, IPEndPoint to) =>
        MemoryLink.Pair(this, from.Port != 0 ? from : new(from.Address, EphemeralPort()), to);

    private int EphemeralPort() => FirstEphemeralPort + _connections++ % (IPEndPoint.MaxPort - FirstEphemeralPort + 1);

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

    private sealed class Datagrams(MemoryInternet internet, IPEndPoint local, DatagramArrived arrived) : IDatagrams
    {
        public IPEndPoint Local => local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            var datagram = octets.ToArray();
            internet.Post(() => internet._datagrams.GetValueOrDefault(to)?.Arrive(datagram, local));
        }

        public void Dispose()
        {
            if (internet._datagrams.GetValueOrDefault(local) == this) internet._datagrams.Remove(local);
        }

        private void Arrive(ReadOnlySpan<byte> octets, IPEndPoint from) => arrived(octets, from);
    }
}
