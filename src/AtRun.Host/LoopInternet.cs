using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AtRun.Host.Recording;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Host;

/// <summary>This machine's TCP as a module's internet: an address of a context is one of loopback, and a listening module a real socket.</summary>
/// <param name="loop">The turn of the module.</param>
/// <param name="module">Its number, from 1.</param>
/// <param name="recorder">Told of all that passes; null: nobody is.</param>
/// <param name="listening">Told where the module listens.</param>
internal sealed class LoopInternet(EventLoop loop, int module, FlightRecorder? recorder, Action<int, IPEndPoint> listening) : IInternet
{
    /// <summary>Connections that wait to be offered; a module takes one at a time and refuses the others at once.</summary>
    private const int Backlog = 64;

    public IDisposable Listen(IPEndPoint local, Offer offer)
    {
        var listener = loop.Listen(local, (link, peer) => recorder is null ? offer(link, peer) : OfferRecorded(recorder, offer, link, peer), Backlog);
        listening(module, listener.Local);
        return listener;
    }

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected) => throw new NotImplementedException();

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => throw new NotImplementedException();

    public ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) => throw new NotImplementedException();

    public ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop) => throw new NotImplementedException();

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => throw new NotImplementedException();

    private RecordedLink? OfferRecorded(FlightRecorder record, Offer offer, TcpLink link, IPEndPoint peer)
    {
        var recorded = new RecordedLink(record, link, module, string.Create(CultureInfo.InvariantCulture, $"tcp:{peer.Address}:{peer.Port}"));
        var receiver = offer(recorded, peer);
        return recorded.To(receiver, login: receiver is ILoginReceiver { BeginsWithLogin: true });
    }
}
