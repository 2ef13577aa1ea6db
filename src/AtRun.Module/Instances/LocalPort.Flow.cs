using AtRun.Protocol;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Links;

namespace AtRun.Module.Instances;

/// <content>
/// Flow control: &amp;K, +IFC, #CFLO (AT reference 80000ST10025a p56-60, p363). It is looked at when octets pass, as every change of state or
/// setting is followed by an answer. The link holds either side whatever is set: nothing is lost for want of flow control.
/// </content>
public sealed partial class LocalPort
{
    private const byte Xon = 0x11, Xoff = 0x13;

    private OctetBuffer? _held;
    private PortLines _shown;
    private bool _xoff;
    private bool _stopped;

    // On-line, and with #CFLO=1 in command state too.
    private int Flow => _joined is null && _instance is { } instance && instance.User == this
        && (instance.IsOnline || instance.Settings.Get<CommandFlow>().Enable == 1)
        ? instance.Settings.Get<FlowControl>().Value : 0;

    /// <summary>The terminal has stopped what is sent to it.</summary>
    private bool Holds => Flow switch
    {
        3 => _rts == PortLines.None,
        4 or 5 => _xoff,
        6 => _xoff || _rts == PortLines.None,
        _ => false,
    };

    public void Show(PortLines lines)
    {
        _shown = lines;
        if (_joined is not null) return;
        if (_stopped && Flow is 1 or 3 or 6) lines &= ~PortLines.Cts;
        // Of the main port some lines may be pins of their own (#V24CFG).
        Link?.Show(Number == 1 && _instance is { } instance ? instance.Module.Outputs.Shown(lines) : lines);
    }

    private void Send(ILink link, ReadOnlySpan<byte> octets)
    {
        if (Holds) (_held ??= new(0)).Add(octets);
        else
        {
            Release(link);
            link.Send(octets);
        }
    }

    private void Release(ILink link)
    {
        if (_held is not { } held) return;
        _held = null;
        link.Send(held.Written);
    }

    /// <summary>RTS or XON came: what was held goes, and who waited goes on.</summary>
    private void LookWhetherFree()
    {
        if (_held is null || Holds || Link is not { } link) return;
        Release(link);
        if (link.Unsent == 0) Drained();
    }

    /// <summary>The terminal is told to stop sending, or to go on.</summary>
    private void Stop(ILink link, bool on)
    {
        link.Paused = on;
        if (_stopped == on) return;
        _stopped = on;
        if (Flow is 2 or 4 or 5 or 6) link.Send([on ? Xoff : Xon]);
        Show(_shown);
    }

    /// <summary>The program at the port has gone, or another one has come: nothing is held from before.</summary>
    private void ForgetFlow()
    {
        _xoff = false;
        if (_held is null) return;
        _held = null;
        Drained();
    }

    /// <summary>Takes XON and XOFF out of what the terminal sent where they count (&amp;K4 to &amp;K6; &amp;K5 leaves them in).</summary>
    private void Filter(ReadOnlySpan<byte> octets)
    {
        int at;
        while (Flow is 4 or 5 or 6 && (at = octets.IndexOfAny(Xon, Xoff)) >= 0)
        {
            var end = Flow == 5 ? at + 1 : at;
            if (end > 0) Take(octets[..end]);
            _xoff = octets[at] == Xoff;
            octets = octets[(at + 1)..];
            LookWhetherFree();
        }
        if (!octets.IsEmpty) Take(octets);
    }
}
