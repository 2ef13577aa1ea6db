using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Links;

namespace AtRun.Module.Scripts;

/// <summary>A script as the terminal of an AT instance (Telit 80000ST10020a §3.2, §3.3): MDM and MDM2.</summary>
/// <remarks>
/// An instance that belongs to a service is not the script's (INS-3): the interface then takes nothing (CTS is off, what is sent times out) and
/// gives nothing, until the service has gone and the script tries again. Own decision; the guide knows no services beside scripts.
/// </remarks>
internal sealed class ScriptTerminal : IInstanceUser
{
    private readonly AtInstance _instance;
    private readonly ScriptRun _run;
    private readonly ScriptInbox _inbox;
    private readonly ScriptSignal _ready;
    private PortLines _lines = PortLines.OfTerminal;
    private Echo? _echo;
    private Verbose? _verbose;

    public ScriptTerminal(AtInstance instance, ScriptRun run)
    {
        (_instance, _run) = (instance, run);
        _inbox = new(instance.Module.World.Time, run.Over);
        _ready = new(instance.Module.World.Time, run.Over);
    }

    public Owner Owner => Owner.Script;

    public bool Congested => _inbox.IsFull;

    public PortLines Lines => _lines;

    /// <summary>The instance is the script's.</summary>
    public bool HasInstance => _instance.User == this;

    // On line both directions are independent, as at a port.
    private bool TakesOctets => HasInstance && (_instance.IsOnline ? !_instance.HoldsTerminal : !Congested);

    public void Write(ReadOnlySpan<byte> octets) => _inbox.Add(octets);

    public void Ready() => _ready.Raise();

    /// <summary>Takes the instance, which begins with ATE0 and ATV1 (p25); false: it is a service's.</summary>
    public bool Take()
    {
        var module = _instance.Module;
        if (HasInstance) return true;
        if (_run.IsOver || !module.CanReserve(_instance.Number)) return false;
        _echo ??= _instance.Settings.Get<Echo>();
        _verbose ??= _instance.Settings.Get<Verbose>();
        _instance.Settings.Set(Echo.Command, new Echo { Value = 0 });
        _instance.Settings.Set(Verbose.Command, new Verbose { Value = 1 });
        module.Reserve(_instance.Number, this);
        return true;
    }

    /// <summary>Gives it back, with the echo and the results that its port had.</summary>
    public void GiveBack()
    {
        if (!HasInstance) return;
        _instance.Settings.Set(Echo.Command, _echo!);
        _instance.Settings.Set(Verbose.Command, _verbose!);
        _instance.Module.Release(_instance.Number);
    }

    /// <summary>Gives octets to the instance; false: it did not take them all within the time.</summary>
    /// <remarks>What is sent while a command runs is ignored, as from any terminal (INS-8).</remarks>
    public async ValueTask<bool> Send(ReadOnlyMemory<byte> octets, TimeSpan limit)
    {
        var time = _instance.Module.World.Time;
        var since = time.GetTimestamp();
        while (!octets.IsEmpty)
        {
            if (Take() && TakesOctets)
            {
                var piece = octets[..Math.Min(ScriptInbox.Room, octets.Length)];
                var taken = _instance.Receive(piece.Span);
                octets = octets[taken..];
                if (taken < piece.Length && TakesOctets) return true;
                continue;
            }
            var left = limit - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero || !await _ready.Wait(left)) return false;
        }
        return true;
    }

    /// <summary>What is there, after a wait for something; RTS is on from then (p26).</summary>
    public ValueTask<ScriptValue> Receive(TimeSpan limit) => Receive(limit, static inbox => inbox.Read());

    /// <summary>An octet, or -1, after a wait for one.</summary>
    public ValueTask<ScriptValue> ReceiveOctet(TimeSpan limit) => Receive(limit, static inbox => inbox.ReadOctet());

    /// <summary>A line of the module.</summary>
    public bool Shows(PortLines line) => HasInstance && _instance.ModuleLines.HasFlag(line) && (line != PortLines.Cts || TakesOctets);

    /// <summary>Switches a line of the terminal.</summary>
    public void Switch(PortLines line, bool on)
    {
        var lines = on ? _lines | line : _lines & ~line;
        if (lines == _lines) return;
        _lines = lines;
        if (HasInstance) _instance.SetTerminalLines(lines);
    }

    private async ValueTask<ScriptValue> Receive(TimeSpan limit, Func<ScriptInbox, ScriptValue> read)
    {
        Switch(PortLines.Rts, true);
        await _inbox.Wait(limit);
        var full = _inbox.IsFull;
        var value = read(_inbox);
        if (full && !_inbox.IsFull && HasInstance) _instance.TerminalDrained();
        return value;
    }
}
