using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <summary>A channel of the multiplexer: its terminal has its own lines and its own flow control.</summary>
/// <remarks>A new channel has all lines of the terminal off, until the first message about them (Telit 30268ST10299A p17).</remarks>
internal sealed class ChannelPort : TerminalPort
{
    private PortLines _lines;

    public override Owner Owner => Owner.Cmux;

    public override PortLines Lines => _lines;

    public override void LinesChanged(PortLines lines)
    {
        _lines = lines & PortLines.OfTerminal;
        if (HasInstance) Instance!.SetTerminalLines(_lines);
    }
}
