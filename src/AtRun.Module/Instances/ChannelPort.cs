using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A channel of the multiplexer: a terminal with its own lines and its own flow control, which is the channel's.</summary>
/// <remarks>A new channel has all lines of the terminal off, until the first message about them (Telit 30268ST10299A p17).</remarks>
internal sealed class ChannelPort(AtInstance instance, ILink channel) : IInstanceUser, ILinkReceiver
{
    private PortLines _lines;
    private OctetBuffer? _waiting;

    public Owner Owner => Owner.Cmux;

    public PortLines Lines => _lines;

    public bool Congested => channel.Unsent > LocalPort.MaxUnsent;

    // On-line both directions are independent: what the terminal does not read does not keep it from sending.
    private bool IsFull => Congested && !instance.IsOnline;

    private bool HasInstance => instance.User == this;

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (channel.Unsent <= 2 * LocalPort.MaxUnsent) channel.Send(octets);
    }

    // As at a serial port: what comes while a command runs is ignored (INS-8); what comes while the terminal does not take the
    // answers waits, and the channel is stopped.
    public void Received(ReadOnlySpan<byte> octets)
    {
        if (!HasInstance) return;
        var consumed = _waiting is null && !IsFull ? instance.Receive(octets) : 0;
        if (consumed == octets.Length && !instance.HoldsTerminal && !IsFull) return;
        if (consumed < octets.Length)
        {
            if (_waiting is null && !IsFull) return;
            (_waiting ??= new(0)).Add(octets[consumed..]);
        }
        channel.Paused = true;
    }

    public void LinesChanged(PortLines lines)
    {
        _lines = lines & PortLines.OfTerminal;
        if (HasInstance) instance.SetTerminalLines(_lines);
    }

    public void Break()
    {
        if (HasInstance) instance.Break();
    }

    public void Show(PortLines lines) => channel.Show(lines);

    public void Break(TimeSpan length) => channel.Break(length);

    public void Drained()
    {
        if (HasInstance) instance.TerminalDrained();
        GoOn();
    }

    public void Ready() => GoOn();

    public void Ended(LinkEnd how) => _waiting = null;

    private void GoOn()
    {
        if (!channel.Paused || IsFull || instance.HoldsTerminal) return;
        channel.Paused = false;
        if (_waiting is not { } waiting) return;
        _waiting = null;
        Received(waiting.Written);
    }
}
