using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Transport;

namespace AtRun.Host;

/// <summary>This machine's IP as a module's internet: an address of a context is one of loopback, and a listening module a real socket.</summary>
/// <param name="loop">The turn of the module.</param>
/// <param name="echoes">Which modules of the simulation answer echoes.</param>
/// <param name="listening">Told where the module listens.</param>
internal sealed class LoopInternet(EventLoop loop, EchoTable echoes, Action<IPEndPoint> listening) : IInternet
{
    /// <summary>Connections that wait to be offered; a module takes one at a time and refuses the others at once.</summary>
    private const int Backlog = 64;

    public IDisposable Listen(IPEndPoint local, Offer offer)
    {
        var listener = loop.Listen(local, (link, peer) => offer(link, peer), Backlog);
        listening(listener.Local);
        return listener;
    }

    public IConnection Connect(IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected) =>
        loop.Connect(Reaches(local, remote.Address) ? new(local, 0) : null, remote, receiver, connected);

    public IDatagrams OpenDatagrams(IPEndPoint local, DatagramArrived arrived) => throw new NotImplementedException();

    public ValueTask<IPAddress?> Resolve(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop) => throw new NotImplementedException();

    public ValueTask<EchoReply?> Ping(IPAddress local, IPAddress remote, int length, int ttl, TimeSpan limit, CancellationToken stop) => throw new NotImplementedException();

    public IDisposable AnswerEchoes(IPAddress local, Func<IPAddress, bool> mayAsk) => echoes.Add(local, mayAsk);

    /// <summary>Nothing leaves this machine from an address of loopback (RFC 1122 §3.2.1.3): there the system chooses one of its own.</summary>
    private static bool Reaches(IPAddress local, IPAddress remote) => !IPAddress.IsLoopback(local) || IPAddress.IsLoopback(remote);
}
