using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Simulation.Faults;

/// <summary>The internet as one module reaches it over a way that may be bad.</summary>
public sealed class ConditionedInternet : IInternet
{
    /// <summary>Connections to the module that wait for the way to come back; others are refused.</summary>
    private const int MaxOffers = 64;

    /// <summary>Octets of IP and ICMP before the data of an echo; those of a question for a name, about.</summary>
    private const int EchoHeader = 28;
    private const int NameQuery = 60;

    /// <summary>A datagram that would wait longer finds the buffers full.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Action<Action> _post;
    private ConditionedLink? _links;
    private TaskCompletionSource? _back;

    /// <param name="inner">The internet as it is.</param>
    /// <param name="conditions">The way to it.</param>
    /// <param name="post">Runs what it is given later, on the module's turn.</param>
    public ConditionedInternet(IInternet inner, LinkConditions conditions, Action<Action> post)
    {
        (Inner, Conditions, _post) = (inner, conditions, post);
        conditions.Changed += Changed;
    }

    public LinkConditions Conditions { get; }

    internal IInternet Inner { get; }

    public IDisposable Listen(IPEndPoint local, Offer offer) => new Listener(this, local, offer);

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected) =>
        ConditionedLink.Connect(this, local, remote, receiver, connected);

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => new ConditionedDatagrams(this, local, arrived);

    public async ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop)
    {
        while (true)
        {
            while (Conditions.Swallows) await (_back ??= new()).Task.WaitAsync(stop);
            var asked = servers.Where(s => Conditions.ReachOf(s) == HostReach.Reachable).ToArray();
            if (asked.Length == 0 && servers.Count > 0) await Task.Delay(Timeout.InfiniteTimeSpan, Conditions.Time, stop);
            var answer = await Inner.Resolve(local, host, asked, stop);
            if (Conditions.RoundTrip(NameQuery) is var late && late > TimeSpan.Zero) await Task.Delay(late, Conditions.Time, stop);
            if (!Conditions.Swallows) return answer;
        }
    }

    public async ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop)
    {
        var began = Conditions.Time.GetTimestamp();
        var late = Conditions.RoundTrip(length + EchoHeader);
        EchoReply? reply = null;
        if (Passes(remote) && late < limit)
        {
            reply = await Inner.Ping(local, remote, length, ttl, limit - late, stop);
            if (late > TimeSpan.Zero) await Task.Delay(late, Conditions.Time, stop);
            if (reply is { } answer && Passes(remote)) return answer with { Time = answer.Time + late };
        }
        if (limit - Conditions.Time.GetElapsedTime(began) is var rest && rest > TimeSpan.Zero) await Task.Delay(rest, Conditions.Time, stop);
        return null;
    }

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => Inner.AnswerEchoes(local, sender => Passes(sender) && mayAsk(sender));

    internal void Post(Action step) => _post(step);

    internal void Enter(ConditionedLink link)
    {
        link.Next = _links;
        if (_links is not null) _links.Previous = link;
        _links = link;
    }

    internal void Leave(ConditionedLink link)
    {
        if (link.Previous is { } previous) previous.Next = link.Next;
        else _links = link.Next;
        if (link.Next is { } next) next.Previous = link.Previous;
        link.Next = link.Previous = null;
    }

    /// <summary>A packet to or from that host passes now.</summary>
    private bool Passes(IPAddress host) => !Conditions.Swallows && Conditions.ReachOf(host) == HostReach.Reachable;

    private int Offers()
    {
        var count = 0;
        for (var link = _links; link is not null; link = link.Next)
            if (link.IsOpening) count++;
        return count;
    }

    private void Changed()
    {
        for (ConditionedLink? link = _links, next; link is not null; link = next)
        {
            next = link.Next;
            link.Changed();
        }
        if (Conditions.Swallows || _back is not { } back) return;
        _back = null;
        Post(back.SetResult);
    }

    private sealed class Listener : IDisposable
    {
        private readonly IDisposable _inner;
        private readonly Offer _offer;
        private bool _closed;

        public Listener(ConditionedInternet internet, IPEndPoint local, Offer offer)
        {
            _offer = offer;
            _inner = internet.Inner.Listen(local, (link, peer) =>
                internet.Conditions.Swallows && internet.Offers() >= MaxOffers ? null : ConditionedLink.Accept(internet, link, peer, Take));
        }

        public void Dispose()
        {
            _closed = true;
            _inner.Dispose();
        }

        // Whoever connected while packets were swallowed may come when nobody listens any more.
        private ILinkReceiver? Take(ILink link, IPEndPoint peer) => _closed ? null : _offer(link, peer);
    }

    private sealed class ConditionedDatagrams : IDatagrams
    {
        private readonly ConditionedInternet _internet;
        private readonly IDatagrams _inner;
        private readonly DatagramArrived _arrived;
        private bool _closed;

        public ConditionedDatagrams(ConditionedInternet internet, IPEndPoint local, DatagramArrived arrived)
        {
            (_internet, _arrived) = (internet, arrived);
            _inner = internet.Inner.OpenDatagrams(local, Arrived);
        }

        public IPEndPoint Local => _inner.Local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            if (!_internet.Passes(to.Address)) return;
            if (_internet.Conditions.IsClear) _inner.Send(octets, to);
            else Later(octets.ToArray(), to, outward: true);
        }

        public void Dispose()
        {
            _closed = true;
            _inner.Dispose();
        }

        private void Arrived(ReadOnlySpan<byte> octets, IPEndPoint from)
        {
            if (!_internet.Passes(from.Address)) return;
            if (_internet.Conditions.IsClear) _arrived(octets, from);
            else Later(octets.ToArray(), from, outward: false);
        }

        private async void Later(byte[] octets, IPEndPoint peer, bool outward)
        {
            var conditions = _internet.Conditions;
            if (conditions.Backlog(outward) > LongestWait) return;
            await Task.Delay(conditions.Reserve(outward, octets.Length) + conditions.Latency, conditions.Time);
            if (_closed || !_internet.Passes(peer.Address)) return;
            if (outward) _inner.Send(octets, peer);
            else _arrived(octets, peer);
        }
    }
}
