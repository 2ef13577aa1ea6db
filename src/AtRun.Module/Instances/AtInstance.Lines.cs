using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <content>The lines of the port, or of the multiplexer's channel, that the instance is used by (V.24; AT reference 80000ST10025a p54-58).</content>
public sealed partial class AtInstance
{
    /// <summary>Lines of the terminal: on where its port has none.</summary>
    public PortLines TerminalLines { get; private set; } = PortLines.OfTerminal;

    /// <summary>Lines of the module, as they are shown to the terminal.</summary>
    public PortLines ModuleLines { get; private set; } = PortLines.Dsr | PortLines.Cts;

    /// <summary>The terminal switched its lines. What a drop of DTR does: &amp;D.</summary>
    public void SetTerminalLines(PortLines lines) => TerminalLines = lines & PortLines.OfTerminal;

    /// <summary>The terminal sent a break: what the escape sequence does.</summary>
    public void Break()
    {
        if (IsOnline) Escaped();
    }
}
