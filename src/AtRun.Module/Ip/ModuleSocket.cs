using System.Net;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

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

/// <summary>One of the six sockets, and its connection while it has one: joined with a terminal, suspended, or waiting for a caller.</summary>
/// <remarks>
/// It belongs to the instance that opened it: there it says what happens to it, and there alone it is resumed, accepted and closed
/// (AT reference 80000ST10025a p424).
/// </remarks>
public sealed partial class ModuleSocket : IOnlineChannel
{
    /// <summary>Octets that wait to be read before the peer is held; datagrams that come then are lost.</summary>
    public const int MaxBuffered = 16 * 1024;

    private readonly RunningModule _module;
    private SocketState _state;
    private SocketUse? _use;
    private AtInstance? _instance;
    private SocketConnection? _connection;
    private IDisposable? _port;
    private CancellationTokenSource? _opening;

    internal ModuleSocket(RunningModule module, int connId) => (_module, ConnId) = (module, connId);

    /// <summary>1 to 6.</summary>
    public int ConnId { get; }

    /// <summary>The context it stands on, 0-5.</summary>
    public int Cid => _module.Nvm.Get<Scfg>(ConnId).Cid;

    /// <summary>What holds now, also while it is open.</summary>
    public SocketParameters Parameters { get; } = new();

    /// <summary>Base64 between the terminal and the peer.</summary>
    public SocketCoding Coding { get; } = new();

    public SocketState State
    {
        get => _state == SocketState.Suspended && _connection is { Buffered: > 0 } ? SocketState.SuspendedWithData : _state;
        set => _state = value;
    }

    public IPEndPoint? Local { get; set; }
    public IPEndPoint? Remote { get; set; }
    public SocketClosure LastClosure { get; set; }

    /// <summary>The service that has the socket to itself and keeps a link of its own; null: commands may use it.</summary>
    public object? Holder { get; set; }

    /// <summary>The instance that opened it last.</summary>
    public AtInstance? Instance => _instance;

    /// <summary>It can be opened.</summary>
    public bool IsFree => Holder is null && !IsOpen;

    /// <summary>It is open or being opened.</summary>
    public bool IsOpen => _state != SocketState.Closed || _opening is not null;

    /// <summary>Connected, and its terminal in command state.</summary>
    public bool IsSuspended => _state == SocketState.Suspended;

    /// <summary>It was opened to a host, not by a caller.</summary>
    public bool WasDialled => _use is SocketDial;

    /// <summary>How it listens; null: it does not.</summary>
    public SocketListening? Listens => _state is SocketState.Listening or SocketState.Incoming ? _use as SocketListening : null;

    /// <summary>Octets sent, received, received and not read yet, sent and not acknowledged yet.</summary>
    public Func<(long Sent, long Received, long BuffIn, long AckWaiting)> Counters { get; set; } = static () => default;

    /// <summary>A command of that instance may resume, accept or close it.</summary>
    public bool IsOf(AtInstance instance) => Holder is null && (!IsOpen || _instance == instance);

    /// <summary>Joins the connection with the terminal of its instance: CONNECT, and what waited comes behind it.</summary>
    public FinalResult Resume()
    {
        if (_state != SocketState.Suspended || _instance is not { } instance) return FinalResult.NoCarrier;
        _state = SocketState.Active;
        return instance.GoOnline(this);
    }

    /// <summary>Closes it, whatever it was doing. Its instance is told NO CARRIER, but not of what it asked for itself (<see cref="SocketClosure.None"/>) in command state.</summary>
    /// <remarks>
    /// Also in command state, as firmware does that knows #SCFGEXT3: own decision. If the peer had ended the connection before,
    /// that stays the cause (Telit 80437ST10619A p192).
    /// </remarks>
    public void Close(SocketClosure why)
    {
        var (before, ended, instance) = (_state, _connection?.PeerEnded, _instance);
        Release();
        LastClosure = ended is { } how ? CauseOf(how) : why;
        if (_use is not { } use) return;
        _use = null;
        if (before == SocketState.Active) instance!.GoOffline(FinalResult.NoCarrier);
        else if (before == SocketState.Suspended && why != SocketClosure.None) instance!.Unsolicited(FinalResult.NoCarrier);
        use.Closed?.Invoke();
    }

    /// <summary>Its context is down.</summary>
    /// <param name="byNetwork">Nobody here asked for it: whoever listens is told (AT reference 80000ST10025a p425).</param>
    internal void ContextDown(bool byNetwork)
    {
        if (!IsOpen) return;
        var listening = Listens;
        Close(SocketClosure.ContextDown);
        if (byNetwork && listening is not null) _instance!.Unsolicited($"{listening.Command}: ABORTED");
    }

    /// <summary>Power-off: nobody is told.</summary>
    internal void End()
    {
        if (Holder is null) Release();
    }

    /// <summary>Octets came: for the terminal, if it takes them, else kept.</summary>
    internal void Arrived(SocketConnection from, ReadOnlySpan<byte> octets)
    {
        if (from != _connection) return;
        if (_state == SocketState.Active && from.Buffered == 0 && _instance is { IsOnline: true, TerminalCongested: false } instance)
        {
            instance.ToTerminal(Coding.Decode(octets));
            if (instance.TerminalCongested) from.Hold(true);
            return;
        }
        from.Keep(octets);
        if (_state == SocketState.Suspended) Ring();
    }

    /// <summary>The peer takes octets again.</summary>
    internal void Drained(SocketConnection from)
    {
        if (from == _connection && _state == SocketState.Active) _instance!.ChannelDrained();
    }

    /// <summary>The peer finished or reset: what came before it is still to be read.</summary>
    internal void PeerEnded(SocketConnection from)
    {
        if (from != _connection) return;
        if (_state == SocketState.Incoming)
        {
            // Who has finished sending may wait for an answer; who reset is gone.
            if (from.PeerEnded == LinkEnd.Reset) ListenAgain();
            return;
        }
        LastClosure = CauseOf(from.PeerEnded!.Value);
        LookAtEnd();
    }

    internal void IdleLimitPassed(SocketConnection from)
    {
        if (from != _connection) return;
        if (_state == SocketState.Incoming) ListenAgain();
        else Close(SocketClosure.Inactivity);
    }

    EscapeRule IOnlineChannel.Escape => EscapeRule.PacketGuard;

    bool IOnlineChannel.Congested => _connection is { Congested: true };

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets)
    {
        if (_connection is not { } connection) return;
        var forward = WasDialled && _module.Volatile.Get<PadCmd>().Mode == 1 ? octets.LastIndexOf((byte)_module.Volatile.Get<PadFwd>().Char) + 1 : 0;
        if (forward > 0)
        {
            connection.Send(Coding.Encode(octets[..forward]));
            connection.Flush();
        }
        connection.Send(Coding.Encode(octets[forward..]));
    }

    void IOnlineChannel.Joined() => ToTerminal();

    void IOnlineChannel.TerminalDrained() => ToTerminal();

    FinalResult IOnlineChannel.Escaped()
    {
        if (_connection is not { } connection) return FinalResult.NoCarrier;
        connection.Send(Coding.Finish());
        var use = _use!;
        if (use.EscapeCloses || connection.PeerEnded is not null)
        {
            var why = connection.PeerEnded is { } how ? CauseOf(how) : SocketClosure.None;
            Release();
            (LastClosure, _use) = (why, null);
            use.Closed?.Invoke();
            return FinalResult.NoCarrier;
        }
        connection.Flush();
        _state = SocketState.Suspended;
        if (connection.Buffered > 0) Ring();
        return FinalResult.Ok;
    }

    void IOnlineChannel.Disconnect() => Close(SocketClosure.None);

    /// <summary>The terminal went away: the connection waits for the next one on the instance, as if it had been suspended.</summary>
    void IOnlineChannel.Abandoned()
    {
        if (_connection is not { } connection || _use is null) return;
        _state = SocketState.Suspended;
        connection.Send(Coding.Finish());
        connection.Flush();
        if (_use.EscapeCloses)
        {
            Close(SocketClosure.None);
            return;
        }
        if (connection.Buffered > 0) Ring();
        LookAtEnd();
    }

    /// <summary>Hands what waits to the terminal, all that it takes.</summary>
    private void ToTerminal()
    {
        if (_state != SocketState.Active || _connection is not { } connection || _instance is not { IsOnline: true, TerminalCongested: false } instance) return;
        if (connection.Buffered > 0)
        {
            instance.ToTerminal(Coding.Decode(connection.Waiting));
            connection.Consume(connection.Buffered);
        }
        connection.Hold(instance.TerminalCongested);
        LookAtEnd();
    }

    /// <summary>Closes what the peer has closed, once all is read (closure type 0; AT reference 80000ST10025a p423).</summary>
    private void LookAtEnd()
    {
        if (_connection is not { PeerEnded: { } how, Buffered: 0 } || _use is not { OutlivesPeer: false }) return;
        // Before CONNECT is told, the connection cannot end.
        if (_state == SocketState.Suspended || (_state == SocketState.Active && _instance!.IsOnline)) Close(CauseOf(how));
    }

    private void Release()
    {
        _opening?.Cancel();
        var counters = Counters();
        Counters = () => counters with { BuffIn = 0, AckWaiting = 0 };
        _connection?.Close();
        _connection = null;
        _port?.Dispose();
        _port = null;
        (_state, Local, Remote, _hasRung) = (SocketState.Closed, null, null, false);
    }

    private static SocketClosure CauseOf(LinkEnd how) => how == LinkEnd.Finished ? SocketClosure.RemoteFinished : SocketClosure.RemoteReset;
}
