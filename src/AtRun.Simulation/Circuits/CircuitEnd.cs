using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Results;

namespace AtRun.Simulation.Circuits;

/// <summary>One party's end of a call; the other's is its peer, from the moment the number is found.</summary>
internal sealed class CircuitEnd(CircuitLine line, ICircuitReceiver? receiver, Bearer? bearer) : ICircuit
{
    /// <summary>Octets that the network holds for a party that does not take them, before the other must wait.</summary>
    private const int Window = 8 * 1024;

    /// <summary>Octets that are handed over at a time.</summary>
    private const int Piece = 2 * 1024;

    private readonly OctetBuffer _arriving = new(0);
    private ITimer? _timer;
    private CallCause? _ending;
    private bool _patient;
    private bool _paused;
    private bool _delivering;
    private bool _held;

    public CircuitLine Line => line;

    /// <summary>Who is told; null until somebody takes the call.</summary>
    public ICircuitReceiver? Receiver { get; set; } = receiver;

    /// <summary>What is asked for; null: not known. Then what was agreed.</summary>
    public Bearer? Bearer { get; private set; } = bearer;

    public CircuitEnd? Peer { get; set; }

    /// <summary>How the call of this end, which the other one began, goes on when it is not taken here.</summary>
    public Routing? Routing { get; set; }

    /// <summary>Ends at the same party that hear each other's peers; null: none.</summary>
    public CircuitEnd[]? Conference { get; set; }

    public bool IsOver { get; private set; }

    public bool IsConnected { get; private set; }

    public int Unsent => IsOver || Peer is null ? 0 : Math.Max(0, Peer._arriving.Count - Window);

    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            Schedule();
        }
    }

    /// <summary>Does something then, in place of what was to be done later; nothing once the call is over.</summary>
    public void After(TimeSpan span, Action what)
    {
        _timer?.Dispose();
        _timer = line.Network.Time.CreateTimer(_ => { if (!IsOver) what(); }, null, span, Timeout.InfiniteTimeSpan);
    }

    public void Alert()
    {
        if (!IsOver && !IsConnected) Routing?.Alerts();
    }

    public void Answer(Bearer agreed)
    {
        if (IsOver || IsConnected || Peer is not { } caller) return;
        Routing = null;
        if ((caller.Bearer ?? agreed).IsData != agreed.IsData)
        {
            caller.End(CallCause.Incompatible);
            End(CallCause.Incompatible);
            return;
        }
        if (agreed.IsData && caller.Bearer is { } wanted) agreed = agreed with { Speed = Math.Min(agreed.Speed, wanted.Speed), IsTransparent = wanted.IsTransparent };
        After(agreed.IsData ? CircuitNetwork.HandshakeTime : TimeSpan.Zero, () =>
        {
            Peer?.Connect(agreed, Peer.Line.Tariff);
            Connect(agreed, null);
        });
    }

    public void Release(CallCause cause, TimeSpan patience = default)
    {
        if (IsOver) return;
        if (Routing is { } routing)
        {
            Leave();
            routing.Refused(cause);
            return;
        }
        Leave();
        Peer?.EndBehindData(cause, patience);
    }

    public void Hold() => SetHeld(true);

    public void Retrieve() => SetHeld(false);

    public void Deflect(string number)
    {
        if (IsOver || Routing is not { } routing) return;
        Leave();
        routing.Deflected(number);
    }

    public void Tone(char tone)
    {
        if (IsOver || !IsConnected || _held || Peer is not { _held: false } peer) return;
        peer.Tell(r => r.Heard(tone));
        // The others of the peer's conference hear it too.
        foreach (var other in peer.Conference ?? [])
            if (other != peer && !other._held && !other.IsOver) other.Peer?.Tell(r => r.Heard(tone));
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        if (IsOver || !IsConnected || Peer is not { } peer) return;
        peer._arriving.Add(octets);
        peer.Schedule();
    }

    /// <summary>Tells the party something, soon; nothing if the call is over by then.</summary>
    public void Tell(Action<ICircuitReceiver> what) => line.Network.Post(() =>
    {
        if (!IsOver && Receiver is { } receiver) what(receiver);
    });

    /// <summary>The call is over here: the party is told so.</summary>
    public void End(CallCause cause)
    {
        if (IsOver) return;
        Leave();
        if (Receiver is { } receiver) line.Network.Post(() => receiver.Ended(cause));
    }

    /// <summary>The call is over here, and nobody is told.</summary>
    public void Leave()
    {
        IsOver = true;
        _timer?.Dispose();
        foreach (var end in Conference ?? []) end.Conference = Conference!.Length > 2 ? [.. Conference.Where(e => e != this)] : null;
        Conference = null;
        Routing = null;
        line.Remove(this);
    }

    /// <summary>The peers of two ends of one party are connected with each other.</summary>
    public static void Transfer(CircuitEnd one, CircuitEnd other)
    {
        if (one.IsOver || other.IsOver || one.Peer is not { } first || other.Peer is not { } second) return;
        one.SetHeld(false);
        other.SetHeld(false);
        (first.Peer, second.Peer) = (second, first);
        one.End(CallCause.NormalClearing);
        other.End(CallCause.NormalClearing);
    }

    private void Connect(Bearer agreed, Tariff? tariff)
    {
        if (IsOver || IsConnected) return;
        IsConnected = true;
        Bearer = agreed;
        _timer?.Dispose();
        Tell(r => r.Connected(agreed, tariff));
    }

    private void SetHeld(bool held)
    {
        if (IsOver || !IsConnected || _held == held) return;
        _held = held;
        Peer?.Tell(r => r.Noticed(held ? CallNotice.Held : CallNotice.Retrieved));
    }

    /// <summary>The other party has gone: what it sent still arrives, then the end.</summary>
    private void EndBehindData(CallCause cause, TimeSpan patience)
    {
        if (IsOver || _ending is not null) return;
        (_ending, _patient) = (cause, patience != TimeSpan.Zero);
        if (_patient && patience != Timeout.InfiniteTimeSpan) After(patience, () => End(cause));
        Schedule();
    }

    private void Schedule()
    {
        if (_delivering || IsOver) return;
        if (_ending is { } cause && (_arriving.Count == 0 || (_paused && !_patient))) End(cause);
        else if (_arriving.Count > 0 && !_paused && IsConnected)
        {
            _delivering = true;
            line.Network.Post(Deliver);
        }
    }

    private void Deliver()
    {
        _delivering = false;
        if (IsOver || _paused) return;
        var wasFull = _arriving.Count > Window;
        var length = Math.Min(_arriving.Count, Piece);
        Receiver!.Received(_arriving.Written[..length]);
        _arriving.Remove(length);
        if (wasFull && _arriving.Count <= Window) Peer?.Tell(r => r.Drained());
        Schedule();
    }
}
