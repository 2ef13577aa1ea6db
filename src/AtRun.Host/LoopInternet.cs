using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Transport;

namespace AtRun.Host;

/// <summary>What the modules of a simulation have in common of their internet.</summary>
/// <param name="Loop">The turn of the modules.</param>
/// <param name="Addresses">Those of the modules.</param>
/// <param name="NameServer">The one that the network tells them; null: none. Others are asked at port 53.</param>
internal sealed record LoopNetwork(EventLoop Loop, IPNetwork Addresses, IPEndPoint? NameServer)
{
    /// <summary>Which modules answer echoes.</summary>
    public EchoTable Echoes { get; } = new();
}

/// <summary>This machine's IP as a module's internet: an address of a context is one of loopback, and a listening module a real socket.</summary>
/// <param name="network">What it shares with the others.</param>
/// <param name="listening">Told where the module listens.</param>
internal sealed class LoopInternet(LoopNetwork network, Action<IPEndPoint> listening) : IInternet
{
    /// <summary>Connections that wait to be offered; a module takes one at a time and refuses the others at once.</summary>
    private const int Backlog = 64;

    private const int NamePort = 53;

    /// <summary>Time to live that is left in an answer of another module, and of an address whose answer does not tell it.</summary>
    private const int UsualTtl = 64;

    private EventLoop Loop => network.Loop;

    public IDisposable Listen(IPEndPoint local, Offer offer)
    {
        var listener = Loop.Listen(local, (link, peer) => offer(link, peer), Backlog);
        listening(listener.Local);
        return listener;
    }

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected) =>
        Loop.Connect(Reaches(local, remote.Address) ? new(local, 0) : null, remote, receiver, connected);

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => new Datagrams(Loop, local, arrived);

    public async ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) =>
        await NameLookup.Find(host, [.. servers.Select(s => network.NameServer is { } told && told.Address.Equals(s) ? told : new(s, NamePort))], stop);

    public async ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop)
    {
        using var late = new CancellationTokenSource(limit, Loop.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stop);
        try
        {
            // The kernel answers for all of loopback, modules that do not among them.
            if (!network.Addresses.Contains(remote)) return await Echo(remote, length, ttl, either.Token);
            if (network.Echoes.Answers(remote, local)) return new(TimeSpan.Zero, UsualTtl);
            await Task.Delay(Timeout.InfiniteTimeSpan, Loop.Time, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
        return null;
    }

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => network.Echoes.Add(local, mayAsk);

    /// <summary>Nothing leaves this machine from an address of loopback (RFC 1122 §3.2.1.3): there the system chooses one of its own.</summary>
    private static bool Reaches(IPAddress local, IPAddress remote) => !IPAddress.IsLoopback(local) || IPAddress.IsLoopback(remote);

    /// <summary>Asks for an echo and waits for its answer until it is stopped.</summary>
    private async Task<EchoReply?> Echo(IPAddress remote, int length, int ttl, CancellationToken stop)
    {
        using var ping = new Ping();
        var began = Loop.Time.GetTimestamp();
        PingReply reply;
        try
        {
            reply = await Send(ping, remote, length, ttl, stop);
        }
        catch (PingException)
        {
            reply = null!;
        }
        if (reply is { Status: IPStatus.Success }) return new(Loop.Time.GetElapsedTime(began), reply.Options?.Ttl ?? UsualTtl);
        await Task.Delay(Timeout.InfiniteTimeSpan, Loop.Time, stop);
        return null;
    }

    private static async Task<PingReply> Send(Ping ping, IPAddress remote, int length, int ttl, CancellationToken stop)
    {
        try
        {
            return await ping.SendPingAsync(remote, Timeout.InfiniteTimeSpan, new byte[length], new(ttl, dontFragment: false), stop);
        }
        catch (PlatformNotSupportedException)
        {
            // Without the right to open such a socket the framework runs ping(8), which puts in what it likes.
            return await ping.SendPingAsync(remote, Timeout.InfiniteTimeSpan, null, null, stop);
        }
    }

    /// <summary>A port of the module; where its address does not reach, another one of this machine speaks for it.</summary>
    private sealed class Datagrams : IDatagrams
    {
        private readonly EventLoop _loop;
        private readonly DatagramReceiver _arrived;
        private readonly UdpPort _port;
        private UdpPort? _outside;

        public Datagrams(EventLoop loop, IPEndPoint local, DatagramArrived arrived)
        {
            (_loop, _arrived) = (loop, arrived.Invoke);
            _port = loop.OpenUdp(local, _arrived);
        }

        public IPEndPoint Local => _port.Local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            if (Reaches(Local.Address, to.Address)) _port.Send(octets, to);
            else (_outside ??= _loop.OpenUdp(new(IPAddress.Any, 0), _arrived)).Send(octets, to);
        }

        public void Dispose()
        {
            _port.Dispose();
            _outside?.Dispose();
        }
    }
}
