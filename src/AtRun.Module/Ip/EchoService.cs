using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module.Ip;

/// <summary>Answers echo requests to the addresses of the contexts that are up, as #ICMP says.</summary>
public sealed class EchoService(RunningModule module)
{
    private const int OfFirewall = 1, Free = 2;

    private readonly IDisposable?[] _answering = new IDisposable?[CgDcont.Contexts + 1];

    internal void Start() => module.Contexts.Changed += Look;

    internal void End()
    {
        foreach (var answering in _answering) answering?.Dispose();
    }

    /// <summary>#ICMP was given.</summary>
    public void Look()
    {
        foreach (var context in module.Contexts.Defined) Look(context.Cid);
    }

    private void Look(int cid)
    {
        if (cid >= _answering.Length) return;
        _answering[cid]?.Dispose();
        var mode = module.Nvm.Get<Icmp>().Mode;
        _answering[cid] = mode > 0 && module.Contexts.AddressOf(cid) is { } local
            ? module.World.Internet.AnswerEchoes(local, from => mode == Free || (mode == OfFirewall && module.Sockets.Firewall.Admits(from)))
            : null;
    }
}
