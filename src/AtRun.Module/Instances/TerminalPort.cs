using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>Where a terminal types and reads: a serial port, or a channel of the multiplexer on one.</summary>
public abstract class TerminalPort : IInstanceUser, ILinkReceiver
{
    /// <summary>Octets kept for a terminal that does not read before its commands wait; URCs are lost beyond twice as many.</summary>
    public const int MaxUnsent = 64 * 1024;

    private AtInstance? _instance;
    private OctetBuffer? _waiting;

    public abstract Owner Owner { get; }

    /// <summary>The line to the terminal.</summary>
    public ILink? Link { get; set; }

    /// <summary>The instance it reaches when no service has reserved it.</summary>
    public AtInstance? Instance => _instance;

    public abstract PortLines Lines { get; }

    public bool Congested => Link is { Unsent: > MaxUnsent };

    /// <summary>The instance is the terminal's: no service has it.</summary>
    protected bool HasInstance => _instance is { } instance && instance.User == this;

    internal void Attach(AtInstance? instance)
    {
        _instance = instance;
        if (instance is { User.Owner: Owner.Nobody }) instance.HandTo(this);
    }

    public virtual void Write(ReadOnlySpan<byte> octets)
    {
        if (Link is { } link && link.Unsent <= 2 * MaxUnsent) link.Send(octets);
    }

    // While a service has the instance, the terminal gets no service (INS-3). What comes while a command runs is ignored (INS-8);
    // what comes while the terminal does not take the answers waits, and nothing more is read (&K: flow control is on).
    public virtual void Received(ReadOnlySpan<byte> octets)
    {
        if (_instance is not { } instance || instance.User != this) return;
        var consumed = _waiting is null ? instance.Receive(octets) : 0;
        if (consumed == octets.Length && !instance.HoldsTerminal) return;
        if (consumed < octets.Length)
        {
            if (instance.User != this)
            {
                // The line that was answered gave it away.
                Received(octets[consumed..]);
                return;
            }
            if (!Congested) return;
            (_waiting ??= new(0)).Add(octets[consumed..]);
        }
        if (Link is { } link) link.Paused = true;
    }

    public abstract void LinesChanged(PortLines lines);

    public virtual void Break()
    {
        if (HasInstance) _instance!.Break();
    }

    public virtual void Show(PortLines lines) => Link?.Show(lines);

    public virtual void Drained()
    {
        if (HasInstance) _instance!.TerminalDrained();
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

    public virtual void Ended(LinkEnd how) => (Link, _waiting) = (null, null);
}
