using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Simulation.Faults;

/// <summary>A module's end of a connection, whose octets go as the conditions let them.</summary>
/// <remarks>
/// While nothing is wrong it hands on what it is given: one call more, and no buffer. While packets are swallowed it reads nothing from the
/// other side, and keeps what the module sends and that it closed: the other side learns of it when the way is back.
/// </remarks>
internal sealed class ConditionedLink : IConnection, ILinkReceiver
{
    private ILink? _link;
    private ILinkReceiver? _receiver;

    /// <summary>Until the module has its connection.</summary>
    private Opening? _opening;

    // What does not go through at once; null: it does.
    private Passage? _out;
    private Passage? _in;

    /// <summary>The other side's end of it, which the module has not heard of.</summary>
    private LinkEnd? _end;
    private bool _broken;
    private bool _paused;
    private bool _closed;
    private bool _left;

    private ConditionedLink(ConditionedInternet internet)
    {
        Internet = internet;
        internet.Enter(this);
    }

    public ConditionedInternet Internet { get; }

    // Neighbours in the list of its internet.
    public ConditionedLink? Next { get; set; }
    public ConditionedLink? Previous { get; set; }

    public IPEndPoint Local => _link is IConnection link ? link.Local : new((_opening as Connecting)?.Local ?? IPAddress.Any, 0);

    public int Unsent => _closed ? 0 : (_out?.Count ?? 0) + (_link?.Unsent ?? 0);

    public bool Paused
    {
        get => _paused;
        set
        {
            _paused = value;
            HoldBack();
            if (!value) _in?.Go();
        }
    }

    /// <summary>The module has not been offered it, or not been told whether it came about.</summary>
    public bool IsOpening => _opening is not null;

    private LinkConditions Conditions => Internet.Conditions;

    private abstract record Opening;

    private sealed record Connecting(IPAddress Local, IPEndPoint Remote, Action<SocketError> Connected) : Opening
    {
        /// <summary>The answer, which is lost while packets are.</summary>
        public SocketError? Answer { get; set; }

        /// <summary>What was asked for before there was a link.</summary>
        public TimeSpan? KeepAlive { get; set; }

        /// <summary>Until a router says that the host cannot be reached.</summary>
        public ITimer? Router { get; set; }
    }

    private sealed record Offered(Offer Offer, IPEndPoint Peer) : Opening;

    /// <summary>The module connects.</summary>
    public static ConditionedLink Connect(ConditionedInternet internet, IPAddress local, IPEndPoint remote, Func<ILink, ILinkReceiver> receiver, Action<SocketError> connected)
    {
        var link = new ConditionedLink(internet) { _opening = new Connecting(local, remote, connected) };
        link._receiver = receiver(link);
        link.Changed();
        return link;
    }

    /// <summary>Somebody connects to the module. Null: he is refused.</summary>
    public static ConditionedLink? Accept(ConditionedInternet internet, ILink link, IPEndPoint peer, Offer offer)
    {
        var accepted = new ConditionedLink(internet) { _link = link };
        if (internet.Conditions.Swallows) accepted._opening = new Offered(offer, peer);
        else if ((accepted._receiver = offer(accepted, peer)) is null) accepted.Leave();
        accepted.Changed();
        return accepted._receiver is null && !accepted.IsOpening ? null : accepted;
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        if (_closed || octets.IsEmpty) return;
        if (_out is null && _link is not null) _link.Send(octets);
        else (_out ??= new(this, outward: true)).Add(octets);
    }

    public void KeepAlive(TimeSpan after)
    {
        if (_opening is Connecting connecting && _link is null) connecting.KeepAlive = after;
        else _link!.KeepAlive(after);
    }

    public void Close()
    {
        if (_closed) return;
        _closed = true;
        _in?.Drop();
        // A connection that has not come about is given up; of one that broke nobody needs to be told.
        if (_out is null || _opening is not null || _broken)
        {
            Leave();
            _link?.Close();
            return;
        }
        HoldBack();
        _out.Go();
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        if (_closed) return;
        if (_in is null && _receiver is not null)
        {
            _receiver.Received(octets);
            return;
        }
        (_in ??= new(this, outward: false)).Add(octets);
        HoldBack();
    }

    void ILinkReceiver.Drained()
    {
        if (!_closed && _out is not { Count: > 0 }) _receiver?.Drained();
    }

    void ILinkReceiver.Ended(LinkEnd how)
    {
        _broken = how == LinkEnd.Reset;
        if (_broken && (_closed || _receiver is null))
        {
            Leave();
            _link!.Close();
        }
        else if (_closed) return;
        else if (_in is null && _receiver is not null) _receiver.Ended(how);
        else
        {
            _end = how;
            if (_broken) _in?.Drop();
            (_in ??= new(this, outward: false)).Go();
        }
    }

    /// <summary>The conditions are others, or the link is new.</summary>
    public void Changed()
    {
        if (_left) return;
        if (_opening is Connecting connecting && _link is null) Open(connecting);
        else if (_opening is not null && !Conditions.Swallows) Internet.Post(GoOnOpening);
        if (_link is null) return;
        if (!Conditions.IsClear)
        {
            _out ??= new(this, outward: true);
            _in ??= new(this, outward: false);
        }
        else FreePassages();
        HoldBack();
        _out?.Changed();
        _in?.Changed();
    }

    /// <summary>Something waits in that direction, and may pass now.</summary>
    public bool Lets(bool outward) => !Conditions.Swallows && _link is not null && Waits(outward)
        && (outward || (_receiver is not null && _opening is null && (!_paused || _broken)));

    public void Passed(bool outward, ReadOnlySpan<byte> octets)
    {
        if (outward) _link!.Send(octets);
        else _receiver!.Received(octets);
    }

    /// <summary>No octets wait any more in that direction: what comes behind them has its turn.</summary>
    public void PassedAll(bool outward)
    {
        if (_closed)
        {
            if (!outward) return;
            Leave();
            _link!.Close();
            return;
        }
        var end = outward ? null : _end;
        if (!outward) _end = null;
        if (Conditions.IsClear) FreePassages();
        HoldBack();
        if (end is { } how) _receiver!.Ended(how);
        else if (outward && _link!.Unsent == 0) _receiver?.Drained();
    }

    private bool Waits(bool outward) => outward ? _closed || _out is { Count: > 0 } : !_closed && (_end is not null || _in is { Count: > 0 });

    private void FreePassages()
    {
        if (!Waits(outward: true)) Free(ref _out);
        if (!Waits(outward: false)) Free(ref _in);
    }

    private static void Free(ref Passage? passage)
    {
        passage?.Close();
        passage = null;
    }

    /// <summary>Nothing is read from the other side that cannot go on.</summary>
    private void HoldBack()
    {
        if (_link is null || _left) return;
        var hold = _paused || _closed || Conditions.Swallows || _opening is Offered || _in is { Count: > 0 };
        if (_link.Paused != hold) _link.Paused = hold;
    }

    /// <summary>Connects if the way is open.</summary>
    private void Open(Connecting connecting)
    {
        var reach = Conditions.ReachOf(connecting.Remote.Address);
        if (Conditions.Swallows || reach == HostReach.Silent) return;
        if (reach == HostReach.Unreachable)
        {
            connecting.Router ??= Conditions.Time.CreateTimer(static l => ((ConditionedLink)l!).Unreachable(), this, LinkConditions.UnreachableAfter, Timeout.InfiniteTimeSpan);
            return;
        }
        connecting.Router?.Dispose();
        _link = Internet.Inner.Connect(connecting.Local, connecting.Remote, _ => this, answer =>
        {
            connecting.Answer = answer;
            GoOnOpening();
        });
        if (connecting.KeepAlive is { } after) _link.KeepAlive(after);
    }

    private void Unreachable()
    {
        if (_link is not null || _opening is not Connecting connecting || Conditions.Swallows) return;
        connecting.Answer = SocketError.HostUnreachable;
        GoOnOpening();
    }

    private void GoOnOpening()
    {
        if (_left || Conditions.Swallows) return;
        if (_opening is Offered(var offer, var peer))
        {
            _opening = null;
            _receiver = offer(this, peer);
            if (_receiver is null) Close();
            else Changed();
        }
        else if (_opening is Connecting { Answer: { } answer } connecting)
        {
            _opening = null;
            if (answer != SocketError.Success)
            {
                _closed = true;
                Leave();
            }
            connecting.Connected(answer);
            Changed();
        }
    }

    private void Leave()
    {
        if (_left) return;
        _left = true;
        (_opening as Connecting)?.Router?.Dispose();
        Free(ref _out);
        Free(ref _in);
        Internet.Leave(this);
    }
}
