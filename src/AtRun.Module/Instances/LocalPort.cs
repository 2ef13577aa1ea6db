using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A serial port of the module: a terminal on one side, an instance on the other.</summary>
public sealed class LocalPort : TerminalPort
{
    private readonly Board _board;
    private PortLines _rts = PortLines.Rts;
    private ILinkReceiver? _joined;
    private CommandLineReader? _reserved;

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

    public override Owner Owner => Owner.LocalPort;

    /// <summary>Somebody else than its instance has the port.</summary>
    public bool IsJoined => _joined is not null;

    /// <summary>Sets the speed of the line, bit/s; null where there is none to set.</summary>
    public Action<int>? SetRate { get; set; }

    /// <summary>From now on the octets of the terminal go to somebody else, and the instance gets no service.</summary>
    /// <param name="other">Gets them.</param>
    /// <param name="rate">Speed of the line meanwhile, bit/s; null: as it is.</param>
    internal void Join(ILinkReceiver other, int? rate)
    {
        _joined = other;
        _reserved = null;
        Link?.Show(PortLines.Dsr | PortLines.Cts | PortLines.Dcd);
        if (rate is { } speed) SetRate?.Invoke(speed);
    }

    /// <summary>The terminal is the instance's again, at the speed that it had.</summary>
    internal void Part()
    {
        _joined = null;
        SetRate?.Invoke(UsualRate);
        if (Instance is { User.Owner: Owner.Nobody }) Attach(Instance);
        else Show(HasInstance ? Instance!.ModuleLines : PortLines.Cts);
        if (Link is { } link) link.Paused = false;
    }

    private int UsualRate => Instance?.Settings.Get<Ipr>().Rate is > 0 and var rate ? rate : Ipr.Fastest;

    public override void Write(ReadOnlySpan<byte> octets)
    {
        if (_joined is null) base.Write(octets);
    }

    public override void Received(ReadOnlySpan<byte> octets)
    {
        if (_joined is { } other) other.Received(octets);
        else if (HasInstance) base.Received(octets);
        else if (Instance is { } instance) Reserved(instance.Module, octets);
    }

    // INS-6: while a service has the instance, its terminal can do one thing, start the multiplexer, and reach another one by that.
    private void Reserved(RunningModule module, ReadOnlySpan<byte> octets)
    {
        if (!module.Multiplexer.CanStart(this)) return;
        _reserved ??= new(module.Options.LineLimit);
        while (!octets.IsEmpty)
        {
            var found = _reserved.Read(octets, out var consumed, null);
            octets = octets[consumed..];
            if (found != LineEvent.Line || module.Multiplexer.Asked(_reserved.Body) is not { } asked) continue;
            Link!.Send("\r\nOK\r\n"u8);
            module.Multiplexer.Start(this, asked);
            Received(octets);
            return;
        }
    }

    /// <summary>DTR is the board's (<see cref="Board.DtrOf"/>): whoever switched it last, the program at the port or the simulation's control.</summary>
    public override PortLines Lines => _rts | (_board.DtrOf(Number) ? PortLines.Dtr : PortLines.None);

    public override void LinesChanged(PortLines lines)
    {
        var (before, dtr) = (Lines, lines.HasFlag(PortLines.Dtr));
        _rts = lines & PortLines.Rts;
        if (dtr != before.HasFlag(PortLines.Dtr)) _board.SetDtr(Number, dtr);
        else if (Lines != before) TellLines();
    }

    private void TellLines()
    {
        if (_joined is { } other) other.LinesChanged(Lines);
        else if (HasInstance) Instance!.SetTerminalLines(Lines);
    }

    public override void Break()
    {
        if (_joined is { } other) other.Break();
        else base.Break();
    }

    public override void Show(PortLines lines)
    {
        if (_joined is null) base.Show(lines);
    }

    public override void Drained()
    {
        if (_joined is { } other) other.Drained();
        else base.Drained();
    }

    public override void Ended(LinkEnd how)
    {
        _joined?.Ended(how);
        base.Ended(how);
    }
}

/// <summary>Nobody: what is said is lost.</summary>
internal sealed class NoUser : IInstanceUser
{
    public Owner Owner => Owner.Nobody;

    public void Write(ReadOnlySpan<byte> octets) { }
}
