using AtRun.Protocol;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A serial port of the module, or a channel of the multiplexer on one: a terminal on one side, an instance on the other.</summary>
public sealed class LocalPort(int number, Owner owner = Owner.LocalPort) : IInstanceUser, ILinkReceiver
{
    /// <summary>Octets kept for a terminal that does not read before its commands wait; URCs are lost beyond twice as many.</summary>
    public const int MaxUnsent = 64 * 1024;

    private AtInstance? _instance;
    private ILinkReceiver? _joined;
    private OctetBuffer? _waiting;
    private CommandLineReader? _reserved;

    /// <summary>1: the main port.</summary>
    public int Number { get; } = number;

    public Owner Owner => owner;

    /// <summary>The line to the terminal.</summary>
    public ILink? Link { get; set; }

    /// <summary>The instance it reaches when no service has reserved it.</summary>
    public AtInstance? Instance => _instance;

    internal void Attach(AtInstance? instance)
    {
        _instance = instance;
        if (instance is { User.Owner: Owner.Nobody }) instance.HandTo(this);
    }

    /// <summary>Somebody else than its instance has the port.</summary>
    public bool IsJoined => _joined is not null;

    /// <summary>Sets the speed of the line, bit/s; null where there is none to set.</summary>
    public Action<int>? SetRate { get; set; }

    public bool Congested => Link is { Unsent: > MaxUnsent };

    /// <summary>From now on the octets of the terminal go to somebody else, and the instance gets no service.</summary>
    /// <param name="other">Gets them.</param>
    /// <param name="rate">Speed of the line meanwhile, bit/s; null: as it is.</param>
    internal void Join(ILinkReceiver other, int? rate)
    {
        _joined = other;
        _reserved = null;
        if (rate is { } speed) SetRate?.Invoke(speed);
    }

    /// <summary>The terminal is the instance's again, at the speed that it had.</summary>
    internal void Part()
    {
        _joined = null;
        SetRate?.Invoke(UsualRate);
        if (Link is { } link) link.Paused = false;
        Attach(_instance);
    }

    private int UsualRate => _instance?.Settings.Get<Ipr>().Rate is > 0 and var rate ? rate : Ipr.Fastest;

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (_joined is null && Link is { } link && link.Unsent <= 2 * MaxUnsent) link.Send(octets);
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
        if (_instance is not { } instance) return;
        if (instance.User != this)
        {
            Reserved(instance.Module, octets);
            return;
        }
        var consumed = _waiting is null ? instance.Receive(octets) : 0;
        if (consumed == octets.Length && !instance.HoldsTerminal) return;
        if (consumed < octets.Length)
        {
            // What the line that was answered has made of the port.
            if (_joined is { } now) now.Received(octets[consumed..]);
            if (_joined is not null || !Congested) return;
            (_waiting ??= new(0)).Add(octets[consumed..]);
        }
        if (Link is { } link) link.Paused = true;
    }

    // INS-6: while a service has the instance, its terminal can do one thing, start the multiplexer, and reach another one by that.
    private void Reserved(RunningModule module, ReadOnlySpan<byte> octets)
    {
        if (owner != Owner.LocalPort || !module.Multiplexer.CanStart(this)) return;
        _reserved ??= new(module.Options.LineLimit);
        while (!octets.IsEmpty)
        {
            var found = _reserved.Read(octets, out var consumed, null);
            octets = octets[consumed..];
            if (found != LineEvent.Line || module.Multiplexer.Asked(_reserved.Body) is not { } asked) continue;
            Link!.Send("\r\nOK\r\n"u8);
            module.Multiplexer.Start(this, asked);
            _joined?.Received(octets);
            return;
        }
    }

    public void LinesChanged(PortLines lines)
    {
        if (_joined is { } other) other.LinesChanged(lines);
        else if (_instance is { } instance && instance.User == this) instance.SetTerminalLines(lines);
    }

    public void Break()
    {
        if (_joined is { } other) other.Break();
        else if (_instance is { } instance && instance.User == this) instance.Break();
    }

    public void Show(PortLines lines) => Link?.Show(lines);

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
        if (Link is not { Paused: true } link || Congested || _instance is { HoldsTerminal: true }) return;
        link.Paused = false;
        if (_waiting is not { } waiting) return;
        _waiting = null;
        Received(waiting.Written);
    }

    public void Ended(LinkEnd how) => (Link, _waiting) = (null, null);
}

/// <summary>Nobody: what is said is lost.</summary>
internal sealed class NoUser : IInstanceUser
{
    public Owner Owner => Owner.Nobody;

    public void Write(ReadOnlySpan<byte> octets) { }
}
