using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;

namespace AtRun.Module.Scripts;

/// <summary>A serial port, or the channel of the multiplexer in its place, while a script has it (Telit 80000ST10020a §3.4, §3.5).</summary>
/// <remarks>
/// "No flow control is available" to the script (p19): a terminal that does not read is not waited for, what goes beyond
/// <see cref="LocalPort.MaxUnsent"/> is an error. What the script does not read stays at the link: nothing that arrives is lost.
/// </remarks>
internal sealed class ScriptSerial(TimeProvider time, CancellationToken over) : ILinkReceiver
{
    /// <summary>Speed after the import, bit/s (p39).</summary>
    private const int UsualRate = 9600;

    private readonly ScriptInbox _inbox = new(time, over);
    private LocalPort? _port;
    private ILink? _channel;
    private PortLines _shown = PortLines.Dsr | PortLines.Cts | PortLines.Dcd;
    private PortLines _lines;

    private ILink? Link => _channel ?? _port?.Link;

    /// <summary>It has a port, or a channel.</summary>
    public bool IsConnected => _port is not null || _channel is not null;

    /// <summary>Lines of the terminal.</summary>
    public PortLines Lines => _port?.Lines ?? _lines;

    /// <summary>Takes a port from its instance; false: somebody else has it.</summary>
    public bool Take(LocalPort port)
    {
        if (port.IsJoined) return false;
        if (port.Instance is { } instance && instance.User == port) instance.HandTo(instance.Module.Nobody);
        _port = port;
        port.Join(this, UsualRate);
        return true;
    }

    /// <summary>Takes a channel of the multiplexer.</summary>
    public void Take(ILink channel)
    {
        (_channel, _lines) = (channel, PortLines.None);
        channel.Show(_shown);
    }

    /// <summary>The port is its instance's again.</summary>
    public void GiveBack()
    {
        _port?.Part();
        _channel?.Close();
        (_port, _channel) = (null, null);
    }

    /// <summary>Sends; where nobody is connected, into nothing. False: too much is not taken yet.</summary>
    public bool Send(ReadOnlySpan<byte> octets)
    {
        if (Link is not { } link) return true;
        if (link.Unsent > 0 && link.Unsent + octets.Length > LocalPort.MaxUnsent) return false;
        link.Send(octets);
        return true;
    }

    public async ValueTask<ScriptValue> Receive(TimeSpan limit)
    {
        await _inbox.Wait(limit);
        var read = _inbox.Read();
        GoOn();
        return read;
    }

    public async ValueTask<ScriptValue> ReceiveOctet(TimeSpan limit)
    {
        await _inbox.Wait(limit);
        var read = _inbox.ReadOctet();
        GoOn();
        return read;
    }

    /// <summary>Sets the speed of the line, where there is a line.</summary>
    public void SetRate(int rate)
    {
        if (_channel is null) _port?.SetRate?.Invoke(rate);
    }

    /// <summary>Switches a line of the module.</summary>
    public void Show(PortLines line, bool on)
    {
        _shown = on ? _shown | line : _shown & ~line;
        Link?.Show(_shown);
    }

    public void Received(ReadOnlySpan<byte> octets)
    {
        if (!IsConnected) return;
        _inbox.Add(octets);
        if (_inbox.IsFull && Link is { } link) link.Paused = true;
    }

    public void Drained() { }

    /// <summary>Another terminal may have come: it is shown the lines as they are.</summary>
    public void LinesChanged(PortLines lines)
    {
        _lines = lines & PortLines.OfTerminal;
        Link?.Show(_shown);
    }

    public void Ended(LinkEnd how) => _channel = null;

    private void GoOn()
    {
        if (!_inbox.IsFull && Link is { Paused: true } link) link.Paused = false;
    }
}
