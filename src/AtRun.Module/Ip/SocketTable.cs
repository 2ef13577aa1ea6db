using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module.Ip;

/// <summary>The module's six sockets, and who may connect to those that listen.</summary>
public sealed class SocketTable
{
    public const int Count = 6;

    private readonly ModuleSocket[] _sockets;

    internal SocketTable(RunningModule module)
    {
        _sockets = [.. Enumerable.Range(1, Count).Select(i => new ModuleSocket(module, i))];
        foreach (var socket in _sockets)
        {
            socket.Parameters.Set(module.Nvm.Get<Scfg>(socket.ConnId));
            socket.Parameters.Set(module.Nvm.Get<ScfgExt2>(socket.ConnId));
        }
    }

    public ModuleSocket this[int connId] => _sockets[connId - 1];

    public IEnumerable<ModuleSocket> All => _sockets;

    /// <summary>The rules of #FRWL.</summary>
    public SocketFirewall Firewall { get; } = new();

    /// <summary>A socket listens on that port (two may not, IP Easy guide 80000ST10028 p40).</summary>
    public bool IsListening(SocketProtocol protocol, int port) => _sockets.Any(s => s.Listens is { } listening && listening.Protocol == protocol && listening.Port == port);

    /// <summary>Power-off: nobody is told.</summary>
    internal void End()
    {
        foreach (var socket in _sockets) socket.End();
    }
}
