using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Scripts;

/// <summary>Where scripts print to: channel 4 of the multiplexer while it is open, else the second port where somebody is there, else the log (Telit 80000ST10020a p20, p24).</summary>
/// <remarks>A second port that a script has as SER2 or USB0 is not printed to (p43). The log gets lines, few of them in a second, so that a script does not fill it: own choice.</remarks>
internal sealed class ScriptOutput(RunningModule module) : ILinkReceiver
{
    /// <summary>Octets of a line in the log at most.</summary>
    private const int LongestLine = 200;

    private const int LinesInSecond = 20;

    private readonly OctetBuffer _line = new(0);
    private DateTimeOffset _second;
    private int _lines;

    /// <summary>What is printed, wherever it goes.</summary>
    public event Action<ReadOnlySpan<byte>>? Printed;

    /// <summary>Channel 4 of the multiplexer, while it is open.</summary>
    public ILink? Channel { get; set; }

    /// <summary>What is typed there means nothing.</summary>
    public void Received(ReadOnlySpan<byte> octets) { }

    public void Drained() { }

    public void Ended(LinkEnd how) => Channel = null;

    public void Write(ReadOnlySpan<byte> text)
    {
        Printed?.Invoke(text);
        if (Channel is { } channel)
        {
            if (channel.Unsent <= Instances.LocalPort.MaxUnsent) channel.Send(text);
        }
        else if (module.Ports is [_, { IsJoined: false, Link: not null } second, ..]) second.Write(text);
        else Note(text);
    }

    /// <summary>The script is over: what it printed last has no line end.</summary>
    public void End()
    {
        EndLine();
        if (_lines > LinesInSecond) Log.PrintsLeftOut(module.World.Log, _lines - LinesInSecond);
        _lines = 0;
    }

    private void Note(ReadOnlySpan<byte> text)
    {
        foreach (var octet in text)
        {
            if (octet is (byte)'\n' or (byte)'\r') EndLine();
            else if (_line.Count < LongestLine) _line.Add(octet is < 0x20 or (>= 0x7F and < 0xA0) ? (byte)'.' : octet);
        }
    }

    private void EndLine()
    {
        if (_line.Count == 0) return;
        var now = module.World.Time.GetUtcNow();
        if (now - _second >= TimeSpan.FromSeconds(1))
        {
            if (_lines > LinesInSecond) Log.PrintsLeftOut(module.World.Log, _lines - LinesInSecond);
            (_second, _lines) = (now, 0);
        }
        if (++_lines <= LinesInSecond) Log.Printed(module.World.Log, Encoding.Latin1.GetString(_line.Written));
        _line.Clear();
    }
}
