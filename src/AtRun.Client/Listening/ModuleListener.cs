using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Transport;

namespace AtRun.Client.Listening;

/// <summary>The operator's host that modules in client mode dial (TCP-12): finds out who they are and keeps one session with each.</summary>
/// <remarks>
/// <para>Client mode knows no login: whoever reaches the port and tells an IMEI is taken for that module. A new connection with a known IMEI
/// replaces the old one, as that may be half open and nobody would notice (TCP-17).</para>
/// <para>All calls come on the loop, events too.</para>
/// </remarks>
public sealed class ModuleListener : IDisposable
{
    /// <summary>Names of products and versions that are kept once, for all modules.</summary>
    private const int MaxPooled = 1024;

    private readonly Dictionary<string, RemoteModule> _modules = [];
    private readonly LinkedList<ModuleConnection> _unidentified = new();
    private readonly Dictionary<uint, int> _perAddress = [];
    private readonly HashSet<string> _pool = [];
    private TcpLinkListener? _socket;
    private bool _disposed;

    /// <summary>Listens on an IPv4 address and port.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">They are in use, or not ours.</exception>
    public ModuleListener(EventLoop loop, IPEndPoint local, ModuleListenerOptions? options = null)
        : this(loop.Time, options) => _socket = loop.Listen(local, Accept, backlog: 4096);

    /// <summary>Listens nowhere: takes what <see cref="Accept"/> is given.</summary>
    internal ModuleListener(TimeProvider time, ModuleListenerOptions? options = null)
    {
        (Time, Options, Wheel) = (time, options ?? new(), new DeadlineWheel(time));
        SessionOptions = new() { Time = time };
        KeepAliveRequest = new("AT") { Timeout = Options.DeadAfter };
    }

    /// <summary>Somebody has connected, from there.</summary>
    public event Action<IPEndPoint>? Connected;

    /// <summary>Whoever had connected, from there, was no module, or one too many; the text says why.</summary>
    public event Action<IPEndPoint, string>? TurnedAway;

    /// <summary>A module that was not known is there.</summary>
    public event Action<RemoteModule>? Identified;

    /// <summary>A known module is there again.</summary>
    public event Action<RemoteModule>? Back;

    /// <summary>A module has lost its connection; the text says why.</summary>
    public event Action<RemoteModule, string>? Lost;

    /// <summary>A module has said what no command asked for.</summary>
    public event Action<RemoteModule, ResponseItem>? Unsolicited;

    public ModuleListenerOptions Options { get; }

    /// <summary>The address and port it listens on.</summary>
    public IPEndPoint Local => _socket?.Local ?? new(IPAddress.None, 0);

    /// <summary>Those that are known, by their IMEI; some may be away.</summary>
    public IReadOnlyDictionary<string, RemoteModule> Modules => _modules;

    /// <summary>Connections at once.</summary>
    public int Connections { get; private set; }

    /// <summary>Those of them whose IMEI is not known.</summary>
    public int Unidentified => _unidentified.Count;

    internal TimeProvider Time { get; }

    internal DeadlineWheel Wheel { get; }

    internal AtSessionOptions SessionOptions { get; }

    internal AtRequest KeepAliveRequest { get; }

    /// <summary>Closes everything. What waits is not sent, what is under way ends in <see cref="EffectUnknownException"/>.</summary>
    public void Dispose()
    {
        if (_disposed) return;
        _disposed = true;
        _socket?.Dispose();
        foreach (var module in _modules.Values.ToArray()) Forget(module, "the listener was closed.", tell: true);
        while (_unidentified.First is { Value: var connection }) Drop(connection);
        Wheel.Dispose();
    }

    /// <summary>Somebody has dialled. Null: one too many.</summary>
    internal ILinkReceiver? Accept(ILink link, IPEndPoint peer)
    {
        if (_disposed) return null;
        var address = AddressOf(peer);
        if (Options.MaxPerAddress is { } most && _perAddress.GetValueOrDefault(address) >= most) return Refuse(peer, $"there are {most} connections from this address already.");
        if (Connections >= Options.MaxConnections) return Refuse(peer, $"there are {Connections} connections already.");
        if (_unidentified.Count >= Options.MaxUnidentified)
        {
            var oldest = _unidentified.First!.Value;
            if (Wheel.Now - oldest.AcceptedAt < Options.TimeEnough.TotalMilliseconds) return Refuse(peer, $"{Unidentified} connections have not told who they are.");
            Lose(oldest, "it has not told who it is, and another one wants its place.");
        }
        var connection = new ModuleConnection(this, link, peer);
        Connections++;
        if (Options.MaxPerAddress is not null) _perAddress[address] = _perAddress.GetValueOrDefault(address) + 1;
        connection.Place = _unidentified.AddLast(connection);
        connection.Begin();
        Connected?.Invoke(peer);
        return connection;
    }

    /// <summary>The conversation has begun, with this module.</summary>
    internal async void Found(ModuleConnection connection, string imei)
    {
        if (connection.Module is { } same)
        {
            same.Ready();
            return;
        }
        if (!TryKnow(connection, imei, out var module)) return;
        Identify(connection);
        var known = module.IsIntroduced;
        if (module.Connection is { } old)
        {
            Drop(old);
            if (known) TellLost(module, $"it has dialled anew, from {connection.Peer}.");
            // Who was told may have done anything.
            if (module.Connection != old || connection.Session is null) return;
        }
        connection.Module = module;
        module.Connected(connection);
        try
        {
            if (Options.AskDetails)
            {
                if (!known) module.Identity = await ModuleIdentity.Ask(connection.Session!, Pooled, AtRequest.UsualTimeout);
                module.IdleTimeout = await ModuleIdentity.AskIdleTimeout(connection.Session!, AtRequest.UsualTimeout);
            }
        }
        catch (AtRunException)
        {
            // Either the connection is gone, or it is found again: what it did not say in time is left out.
        }
        if (module.Connection != connection) return;
        module.IsIntroduced = true;
        (known ? Back : Identified)?.Invoke(module);
        if (known) module.TellBack();
        if (module.Connection == connection && connection.Session is not null) module.Ready();
    }

    /// <summary>A connection is over.</summary>
    internal void Lose(ModuleConnection connection, string why)
    {
        var module = connection.Module;
        if (module is not null && module.Connection != connection) return;
        Drop(connection);
        module?.Gone();
        if (module is { IsIntroduced: true }) TellLost(module, why);
        else TurnedAway?.Invoke(connection.Peer, why);
    }

    /// <summary>A module is known no more.</summary>
    internal void Forget(RemoteModule module, string why, bool tell)
    {
        if (!_modules.Remove(module.Imei)) return;
        if (module.Connection is { } connection) Drop(connection, UnknownBecause.Cancelled);
        module.End(why, tell);
    }

    private void TellLost(RemoteModule module, string why)
    {
        Lost?.Invoke(module, why);
        module.TellLost(why);
    }

    internal void TellUnsolicited(RemoteModule module, ResponseItem item) => Unsolicited?.Invoke(module, item);

    private ILinkReceiver? Refuse(IPEndPoint peer, string why)
    {
        TurnedAway?.Invoke(peer, why);
        return null;
    }

    private bool TryKnow(ModuleConnection connection, string imei, [NotNullWhen(true)] out RemoteModule? module)
    {
        if (_modules.TryGetValue(imei, out module)) return true;
        if (_modules.Count >= Options.MaxModules)
        {
            // The one that has been away for longest and is asked nothing has to be forgotten first.
            var oldest = _modules.Values.Where(m => m is { State: ModuleState.Away, Queued: 0 }).MinBy(m => m.Since);
            if (oldest is null)
            {
                Lose(connection, $"{_modules.Count} modules are known already.");
                return false;
            }
            Forget(oldest, "too many modules came after it.", tell: true);
        }
        _modules.Add(imei, module = new RemoteModule(this, imei));
        return true;
    }

    private void Identify(ModuleConnection connection)
    {
        if (connection.Place is { } place) _unidentified.Remove(place);
        connection.Place = null;
    }

    private void Drop(ModuleConnection connection, UnknownBecause because = UnknownBecause.Disconnected)
    {
        if (!connection.TryClose(because)) return;
        Connections--;
        Identify(connection);
        if (Options.MaxPerAddress is null) return;
        var address = AddressOf(connection.Peer);
        if (_perAddress.TryGetValue(address, out var count) && count > 1) _perAddress[address] = count - 1;
        else _perAddress.Remove(address);
    }

    private string Pooled(string text)
    {
        if (_pool.TryGetValue(text, out var kept)) return kept;
        if (_pool.Count < MaxPooled) _pool.Add(text);
        return text;
    }

    private static uint AddressOf(IPEndPoint peer)
    {
        Span<byte> octets = stackalloc byte[4];
        return peer.Address.TryWriteBytes(octets, out _) ? BinaryPrimitives.ReadUInt32BigEndian(octets) : 0;
    }
}
