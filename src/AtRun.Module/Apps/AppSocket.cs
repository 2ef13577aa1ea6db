using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Apps;

/// <summary>A socket of an app: a connection of TCP, a listener, or a port of UDP.</summary>
internal sealed class AppSocket(int handle, bool isStream, Action<AppSocket, SocketError?> told) : ILinkReceiver
{
    /// <summary>Octets that the peer has not taken before a send waits.</summary>
    public const int MaxUnsent = 64 * 1024;

    /// <summary>Octets that the app has not read before the peer is held.</summary>
    private const int MaxReceived = 16 * 1024;

    private const int MaxDatagrams = 16;

    /// <summary>Connections that wait to be accepted.</summary>
    private const int Backlog = 5;

    private readonly OctetBuffer _received = new(0);
    private readonly Queue<(byte[] Octets, IPEndPoint From)> _datagrams = [];
    private readonly Queue<(AppSocket Socket, IPEndPoint From)> _offered = [];
    private ILink? _link;
    private IDisposable? _listener;
    private IDatagrams? _port;
    private TaskCompletionSource? _changed;

    public int Handle { get; set; } = handle;

    public bool IsStream => isStream;

    /// <summary>Operations do not wait.</summary>
    public bool NonBlocking { get; set; }

    /// <summary>Port that it is bound to; 0: any.</summary>
    public int BoundPort { get; set; }

    public bool IsConnecting { get; private set; }

    public bool IsConnected { get; private set; }

    public bool IsListening => _listener is not null;

    /// <summary>Why the connection could not be made, or broke.</summary>
    public SocketError? Fault { get; private set; }

    /// <summary>The peer sends no more.</summary>
    public bool HasEnded { get; private set; }

    public IPEndPoint? Local { get; private set; }

    public IPEndPoint? Peer { get; private set; }

    /// <summary>Octets that can be read now: of UDP those of the first datagram.</summary>
    public int Readable => isStream ? _received.Count : _datagrams.TryPeek(out var first) ? first.Octets.Length : 0;

    public bool HasSomething => isStream ? _received.Count > 0 : _datagrams.Count > 0;

    public bool HasOffer => _offered.Count > 0;

    public int Unsent => _link?.Unsent ?? 0;

    /// <summary>Completes when something about it changes.</summary>
    public Task Changed(CancellationToken stop) => (_changed ??= new()).Task.WaitAsync(stop);

    public void Connect(IInternet internet, IPAddress local, IPEndPoint remote)
    {
        Peer = remote;
        if (!isStream)
        {
            Open(internet, local);
            IsConnected = true;
            return;
        }
        IsConnecting = true;
        var connection = internet.Connect(local, remote, link =>
        {
            _link = link;
            return this;
        }, error =>
        {
            IsConnecting = false;
            if (error == SocketError.Success) IsConnected = true;
            else Break(error);
            Tell();
        });
        (_link, Local) = (connection, connection.Local);
    }

    /// <summary>Has a port of UDP.</summary>
    public void Open(IInternet internet, IPAddress local)
    {
        if (_port is not null) return;
        _port = internet.OpenDatagrams(new(local, BoundPort), (octets, from) =>
        {
            if ((Peer is not null && !Peer.Equals(from)) || _datagrams.Count == MaxDatagrams) return;
            _datagrams.Enqueue((octets.ToArray(), from));
            Tell();
        });
        Local = _port.Local;
    }

    public void Listen(IInternet internet, IPAddress local)
    {
        _listener = internet.Listen(new(local, BoundPort), (link, peer) =>
        {
            if (_offered.Count == Backlog) return null;
            var socket = new AppSocket(0, true, told) { _link = link, IsConnected = true, Peer = peer, Local = new(local, BoundPort) };
            _offered.Enqueue((socket, peer));
            Tell();
            return socket;
        });
        Local = new(local, BoundPort);
    }

    public AppSocket Accept() => _offered.Dequeue().Socket;

    public void Send(ReadOnlySpan<byte> octets) => _link?.Send(octets);

    public void SendTo(ReadOnlySpan<byte> octets, IPEndPoint to) => _port?.Send(octets, to);

    public byte[] Read(int most, out IPEndPoint? from)
    {
        from = Peer;
        if (!isStream)
        {
            (var datagram, from) = _datagrams.Dequeue();
            return datagram[..Math.Min(most, datagram.Length)];
        }
        var octets = _received.Written[..Math.Min(most, _received.Count)].ToArray();
        if (octets.Length == _received.Count) _received.Clear();
        else _received.Remove(octets.Length);
        if (_link is { Paused: true } link && _received.Count < MaxReceived) link.Paused = false;
        return octets;
    }

    /// <summary>It is of no use any more, for that reason.</summary>
    public void Break(SocketError why)
    {
        var was = IsConnected || IsConnecting;
        (IsConnected, IsConnecting, HasEnded) = (false, false, true);
        Fault ??= why;
        Close();
        if (was && Handle > 0) told(this, why);
        Tell();
    }

    public void Close()
    {
        _link?.Close();
        _listener?.Dispose();
        _port?.Dispose();
        while (_offered.TryDequeue(out var offer)) offer.Socket.Close();
        (_link, _listener, _port, IsConnected, IsConnecting) = (null, null, null, false, false);
        Tell();
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        _received.Add(octets);
        if (_received.Count >= MaxReceived && _link is { } link) link.Paused = true;
        Tell();
    }

    void ILinkReceiver.Drained() => Tell();

    void ILinkReceiver.Ended(LinkEnd how)
    {
        HasEnded = true;
        if (how == LinkEnd.Reset) Break(SocketError.ConnectionReset);
        else if (Handle > 0) told(this, null);
        Tell();
    }

    private void Tell()
    {
        var changed = _changed;
        _changed = null;
        changed?.SetResult();
    }
}
