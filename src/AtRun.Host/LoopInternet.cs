using System.Net;
using AtRun.Module.Worlds;
using AtRun.Transport;

namespace AtRun.Host;

/// <summary>This machine's TCP as the modules' internet: an address of a context is one of loopback, and a listening module a real socket.</summary>
public sealed class LoopInternet(EventLoop loop) : IInternet
{
    /// <summary>Connections that wait to be offered; a module takes one at a time and refuses the others at once.</summary>
    private const int Backlog = 64;

    public IDisposable Listen(IPEndPoint local, Offer offer) => loop.Listen(local, (link, peer) => offer(link, peer), Backlog);
}
