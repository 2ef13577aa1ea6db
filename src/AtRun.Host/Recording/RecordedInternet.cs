using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Host.Recording;

/// <summary>Tells the recorder what a module says and hears over IP.</summary>
/// <param name="inner">The internet.</param>
/// <param name="module">Its number, from 1.</param>
/// <param name="recorder">Who is told.</param>
internal sealed class RecordedInternet(IInternet inner, int module, FlightRecorder recorder) : IInternet
{
    public IDisposable Listen(IPEndPoint local, Offer offer) => inner.Listen(local, (link, peer) =>
    {
        var recorded = new RecordedLink(recorder, link, module, Name("tcp", peer));
        var receiver = offer(recorded, peer);
        return recorded.To(receiver, LogsIn(receiver));
    });

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        var port = Name("tcp", remote);
        Connection recorded = null!;
        inner.Connect(
            local, remote,
            link =>
            {
                recorded = new(recorder, (IConnection)link, module, port);
                var user = receiver(recorded);
                return recorded.To(user, LogsIn(user))!;
            },
            error =>
            {
                recorder.Event(module, port, error == SocketError.Success ? "connected" : $"failed: {error}");
                connected(error);
            });
        return recorded;
    }

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => new Datagrams(this, local, arrived);

    public ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) => inner.Resolve(local, host, servers, stop);

    public ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop) =>
        inner.Ping(local, remote, length, ttl, limit, stop);

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => inner.AnswerEchoes(local, mayAsk);

    private IInternet Inner => inner;

    private int Module => module;

    private FlightRecorder Recorder => recorder;

    private static bool LogsIn(ILinkReceiver? receiver) => receiver is ILoginReceiver { BeginsWithLogin: true };

    private static string Name(string protocol, IPEndPoint peer) => string.Create(CultureInfo.InvariantCulture, $"{protocol}:{peer.Address}:{peer.Port}");

    private sealed class Connection(FlightRecorder recorder, IConnection link, int module, string port) : RecordedLink(recorder, link, module, port, "connecting"), IConnection
    {
        public IPEndPoint Local => link.Local;
    }

    private sealed class Datagrams : IDatagrams
    {
        private readonly RecordedInternet _internet;
        private readonly IDatagrams _inner;
        private readonly DatagramArrived _arrived;
        private readonly OctetBuffer _shown = new();
        private readonly SecretMask _said = new();
        private readonly SecretMask _heard = new();

        public Datagrams(RecordedInternet internet, IPEndPoint local, DatagramArrived arrived)
        {
            (_internet, _arrived) = (internet, arrived);
            _inner = internet.Inner.OpenDatagrams(local, Arrived);
        }

        public IPEndPoint Local => _inner.Local;

        public void Send(ReadOnlySpan<byte> octets, IPEndPoint to)
        {
            Record(_said, octets, to, toModule: false);
            _inner.Send(octets, to);
        }

        public void Dispose() => _inner.Dispose();

        private void Arrived(ReadOnlySpan<byte> octets, IPEndPoint from)
        {
            Record(_heard, octets, from, toModule: true);
            _arrived(octets, from);
        }

        private void Record(SecretMask mask, ReadOnlySpan<byte> octets, IPEndPoint peer, bool toModule)
        {
            _shown.Clear();
            mask.Pass(octets, _shown);
            _internet.Recorder.Octets(_internet.Module, Name("udp", peer), toModule, _shown.Written);
        }
    }
}
