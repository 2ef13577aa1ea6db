using System.Net;
using AtRun.Protocol.Commands.Sockets;

namespace AtRun.Module.Ip;

/// <summary>What #SS says of a socket (AT reference 80000ST10025a p413).</summary>
public enum SocketState
{
    Closed = 0,
    Active = 1,
    Suspended = 2,
    SuspendedWithData = 3,
    Listening = 4,
    Incoming = 5,
}

/// <summary>Why a socket closed last (#SLASTCLOSURE).</summary>
public enum SocketClosure
{
    None = 0,
    RemoteFinished = 1,
    RemoteReset = 2,
    Inactivity = 3,
    ContextDown = 4,
}

/// <summary>One of the six sockets: its state and its counters since it was opened.</summary>
public sealed class ModuleSocket(int connId)
{
    /// <summary>1 to 6.</summary>
    public int ConnId { get; } = connId;

    /// <summary>What holds now, also while it is open.</summary>
    public SocketParameters Parameters { get; } = new();

    public SocketState State { get; set; }
    public IPEndPoint? Local { get; set; }
    public IPEndPoint? Remote { get; set; }
    public SocketClosure LastClosure { get; set; }

    /// <summary>Octets sent, received, received and not read yet, sent and not acknowledged yet.</summary>
    public Func<(long Sent, long Received, long BuffIn, long AckWaiting)> Counters { get; set; } = static () => default;

    public void Close(SocketClosure why)
    {
        var counters = Counters();
        Counters = () => counters with { BuffIn = 0, AckWaiting = 0 };
        (State, Local, Remote, LastClosure) = (SocketState.Closed, null, null, why);
    }
}

/// <summary>The module's six sockets.</summary>
public sealed class SocketTable
{
    public const int Count = 6;

    private readonly ModuleSocket[] _sockets;

    internal SocketTable(RunningModule module)
    {
        _sockets = [.. Enumerable.Range(1, Count).Select(i => new ModuleSocket(i))];
        foreach (var socket in _sockets) socket.Parameters.Set(module.Nvm.Get<Scfg>(socket.ConnId));
    }

    public ModuleSocket this[int connId] => _sockets[connId - 1];

    public IEnumerable<ModuleSocket> All => _sockets;
}
