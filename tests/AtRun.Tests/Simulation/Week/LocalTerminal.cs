using System.Text;
using AtRun.Module.Instances;
using AtRun.Protocol.Links;
using Microsoft.Extensions.Logging;

namespace AtRun.Tests.Simulation.Week;

/// <summary>The application beside the module, on its main port.</summary>
internal sealed class LocalTerminal(WeekModule module, LocalPort port) : ILink
{
    private const int MostKept = 2000;

    private readonly StringBuilder _said = new();
    private string _line = "";

    /// <summary>The last that it was told of TCPATRUN: that a peer is there.</summary>
    public bool ShowsPeer { get; set; }

    public int Unsent => 0;

    public bool Paused { get; set; }

    /// <summary>The line that was typed last, and what was said since.</summary>
    public (string Line, string Said) Last => (_line, _said.ToString());

    /// <summary>Commands that the event monitor has run.</summary>
    public int Events { get; private set; }

    /// <summary>Types a line; what is said at once.</summary>
    public string Type(string line)
    {
        _line = line;
        _said.Clear();
        var octets = Encoding.ASCII.GetBytes(line + "\r");
        module.Note(Voice.LocalSays, octets);
        port.Received(octets);
        return _said.ToString();
    }

    public void Send(ReadOnlySpan<byte> octets)
    {
        module.Note(Voice.LocalHears, octets);
        if (_said.Length < MostKept) _said.Append(Encoding.Latin1.GetString(octets));
        if (octets.IndexOf("#EVMONI: "u8) >= 0) Events++;
        var rest = octets;
        // Connected and disconnected take turns.
        while (rest.IndexOf("#TCPATRUN: "u8) is var at and >= 0)
        {
            rest = rest[(at + "#TCPATRUN: ".Length)..];
            var connected = !rest.StartsWith("DISCONNECT"u8);
            if (connected == ShowsPeer) module.Break("#TCPATRUN: says the same twice");
            ShowsPeer = connected;
        }
    }

    public void Close() { }
}

/// <summary>What the module logs: an error breaks the week, warnings are counted.</summary>
internal sealed class WeekLog(WeekModule module) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel level) => level >= LogLevel.Warning;

    public void Log<TState>(LogLevel level, EventId id, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (level >= LogLevel.Error) module.Break($"{formatter(state, exception)} {exception}");
        else if (level == LogLevel.Warning) module.World.Tally.Warn(id.Name ?? "?");
    }
}
