using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A serial port of the module: a terminal on one side, an instance on the other.</summary>
public sealed partial class LocalPort : IInstanceUser, ILinkReceiver
{
    /// <summary>Octets kept for a terminal that does not read before its commands wait; URCs are lost beyond twice as many.</summary>
    public const int MaxUnsent = 64 * 1024;

    private readonly Board _board;
    private AtInstance? _instance;
    private PortLines _rts = PortLines.Rts;
    private ILinkReceiver? _joined;
    private OctetBuffer? _waiting;

    internal LocalPort(int number, Board board)
    {
        (Number, _board) = (number, board);
        board.DtrChanged += port =>
        {
            if (port == Number) TellLines();
        };
    }

    /// <summary>1: the main port.</summary>
    public int Number { get; }

    public Owner Owner => Owner.LocalPort;

    /// <summary>The line to the terminal.</summary>
    public ILink? Link { get; set; }

    /// <summary>The instance it reaches when no service has reserved it.</summary>
    public AtInstance? Instance => _instance;

    internal void Attach(AtInstance? instance)
    {
        _instance = instance;
        ForgetFlow();
        if (instance is { User.Owner: Owner.Nobody }) instance.HandTo(this);
    }

    /// <summary>Somebody else than its instance has the port.</summary>
    public bool IsJoined => _joined is not null;

    /// <summary>Sets the speed of the line, bit/s; null where there is none to set.</summary>
    public Action<int>? SetRate { get; set; }

    public bool Congested => Link is { } link && link.Unsent + (_held?.Count ?? 0) > MaxUnsent;

    // On-line both directions are independent: what the terminal does not read does not keep it from sending.
    private bool IsFull => Congested && _instance is { IsOnline: false };

    /// <summary>From now on the octets of the terminal go to somebody else, and the instance gets no service.</summary>
    /// <param name="other">Gets them.</param>
    /// <param name="rate">Speed of the line meanwhile, bit/s; null: as it is.</param>
    internal void Join(ILinkReceiver other, int? rate)
    {
        _joined = other;
        Link?.Show(PortLines.Dsr | PortLines.Cts | PortLines.Dcd);
        if (rate is { } speed) SetRate?.Invoke(speed);
    }

    /// <summary>The terminal is the instance's again, at the speed that it had.</summary>
    internal void Part()
    {
        _joined = null;
        if (Link is not null) SetRate?.Invoke(UsualRate);
        if (_instance is { User.Owner: Owner.Nobody } free) free.HandTo(this, sameTerminal: true);
        else Show(_instance is { } instance && instance.User == this ? instance.ModuleLines : PortLines.Cts);
        if (Link is { } link) Stop(link, false);
    }

    private int UsualRate => _instance?.Settings.Get<Ipr>().Rate is > 0 and var rate ? rate : Ipr.Fastest;

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (_joined is null && Link is { } link && link.Unsent + (_held?.Count ?? 0) <= 2 * MaxUnsent) Send(link, octets);
    }

    // While a service has the instance, the terminal gets no service (INS-3). What comes while a command runs is ignored (INS-8);
    // what comes while the terminal does not take the answers waits, and nothing more is read (&K: flow control is on).
    public void Received(ReadOnlySpan<byte> octets)
    {
        if (_joined is { } other)
        {
            other.Received(octets);
            return;
        }
        if (_instance is { } instance && instance.User != this) WhileReserved(instance.Module, octets);
        else Filter(octets);
    }

    private void Take(ReadOnlySpan<byte> octets)
    {
        if (_waiting is { } waiting)
        {
            waiting.Add(octets);
            return;
        }
        if (_instance is not { } instance || instance.User != this || !instance.Module.PowerSaving.Typed(instance, octets)) return;
        // A terminal that does not take its answers gets no more of them, whether its lines come together or one by one.
        var consumed = IsFull ? 0 : instance.Receive(octets);
        if (consumed == octets.Length && !instance.HoldsTerminal && !IsFull) return;
        if (consumed < octets.Length)
        {
            if (instance.User != this)
            {
                // The line that was answered gave it away.
                Received(octets[consumed..]);
                return;
            }
            if (!Congested) return;
            _waiting = new(0);
            _waiting.Add(octets[consumed..]);
        }
        if (Link is { } link) Stop(link, true);
    }

    /// <summary>DTR is the board's (<see cref="Board.DtrOf"/>): whoever switched it last, the program at the port or the simulation's control.</summary>
    public PortLines Lines => _rts | (_board.DtrOf(Number) ? PortLines.Dtr : PortLines.None);

    public void LinesChanged(PortLines lines)
    {
        var (before, dtr) = (Lines, lines.HasFlag(PortLines.Dtr));
        _rts = lines & PortLines.Rts;
        if (_rts != PortLines.None && !before.HasFlag(PortLines.Rts) && _instance is { } other && (IsJoined || other.User != this)) other.Module.PowerSaving.RtsWentOn();
        if (dtr != before.HasFlag(PortLines.Dtr)) _board.SetDtr(Number, dtr);
        else if (Lines != before) TellLines();
        LookWhetherFree();
    }

    private void TellLines()
    {
        if (_joined is { } other) other.LinesChanged(Lines);
        else if (_instance is { } instance && instance.User == this) instance.SetTerminalLines(Lines);
        if (!_board.DtrOf(Number)) ForgetFlow();
    }

    public void Break()
    {
        if (_joined is { } other) other.Break();
        else if (_instance is { } instance && instance.User == this) instance.Break();
    }

    public void Break(TimeSpan length) => Link?.Break(length);

    public void Drained()
    {
        if (_joined is { } other)
        {
            other.Drained();
            return;
        }
        if (_instance is { } instance && instance.User == this) instance.TerminalDrained();
        GoOn();
    }

    public void Ready() => GoOn();

    private void GoOn()
    {
        // On line the two directions know nothing of each other: a terminal that does not read may send.
        if (Link is not { Paused: true } link || (_instance is { IsOnline: true } online && online.User == this ? online.HoldsTerminal : Congested)) return;
        Stop(link, false);
        if (_waiting is not { } waiting) return;
        _waiting = null;
        // Without XON and XOFF already.
        Take(waiting.Written);
    }

    public void Ended(LinkEnd how)
    {
        (Link, _waiting) = (null, null);
        _joined?.Ended(how);
    }
}

/// <summary>Nobody: what is said is lost.</summary>
internal sealed class NoUser : IInstanceUser
{
    public Owner Owner => Owner.Nobody;

    public void Write(ReadOnlySpan<byte> octets) { }
}
