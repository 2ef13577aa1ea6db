using System.Globalization;
using System.Net;
using System.Text.Json;
using AtRun.Cli.Exec;
using AtRun.Client.Listening;
using AtRun.Protocol.Responses;

namespace AtRun.Cli.Listen;

/// <summary>
/// Says what happens: with <c>--json</c> one object per line; on a terminal lines above a table of the modules; in a pipe lines that begin with the
/// IMEI. Where one module is served and that is all, standard output has its answers as <c>exec</c> prints them, and talk is talk.
/// </summary>
internal sealed class ListenReport : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(250);

    private readonly Invocation _invocation;
    private readonly ModuleListener _listener;
    private readonly TimeProvider _time;
    private readonly ModuleTable? _table;
    private readonly ITimer? _timer;
    private readonly bool _plain;

    public ListenReport(Invocation invocation, ModuleListener listener, bool many, TimeProvider time)
    {
        (_invocation, _listener, _time, _plain) = (invocation, listener, time, !many);
        if (many && invocation.OutputIsTerminal && !invocation.Json)
        {
            _table = new(invocation.Out, static () => (Console.WindowWidth, Console.WindowHeight));
            _timer = time.CreateTimer(_ => _table.Draw(listener.Modules, listener.Unidentified, time.GetUtcNow()), null, Redraw, Redraw);
        }
        listener.Connected += Connected;
        listener.TurnedAway += TurnedAway;
        listener.Identified += module => Event("identified", module);
        listener.Back += module => Event("back", module);
        listener.Lost += Lost;
        listener.Unsolicited += Unsolicited;
    }

    public void Begin()
    {
        if (_invocation.Json) Tell(new("listening", _time.GetUtcNow()) { Address = _listener.Local.ToString() });
        _invocation.Say($"atrun: listening on {_listener.Local}; any peer that tells an IMEI is taken for that module; Ctrl-C ends it");
    }

    public void Answer(RemoteModule module, ExecResult result)
    {
        if (_invocation.Json)
        {
            Tell(new("answer", _time.GetUtcNow()) { Imei = module.Imei, Answer = result });
            return;
        }
        foreach (var line in result.Lines) Line(module, line);
        if (result.Result is not null) Line(module, result.Result);
        if (result.Error is not null) Fault($"atrun: {module.Imei}: {result.Error}");
    }

    public void Served(RemoteModule module) => Event("served", module, talk: true);

    public void Dispose()
    {
        _timer?.Dispose();
        _table?.Draw(_listener.Modules, _listener.Unidentified, _time.GetUtcNow());
    }

    private void Connected(IPEndPoint peer)
    {
        if (!_invocation.Verbose) return;
        if (_invocation.Json) Tell(new("connected", _time.GetUtcNow()) { Address = peer.ToString() });
        else Fault($"atrun: {peer} has dialled");
    }

    private void TurnedAway(IPEndPoint peer, string why)
    {
        if (_invocation.Json) Tell(new("turnedAway", _time.GetUtcNow()) { Address = peer.ToString(), Why = why });
        else if (_invocation.Verbose) Fault($"atrun: {peer} is turned away: {why}");
    }

    private void Lost(RemoteModule module, string why)
    {
        if (_invocation.Json) Tell(ListenEvent.Of("lost", _time.GetUtcNow(), module) with { Why = why });
        else if (_plain) _invocation.Say($"atrun: {module}: {why}");
        else Line(module, $"lost: {why}");
    }

    private void Unsolicited(RemoteModule module, ResponseItem item)
    {
        var text = item.Continuation is { } more ? $"{item.Text}\n{more}" : item.Text;
        if (_invocation.Json) Tell(new("unsolicited", _time.GetUtcNow()) { Imei = module.Imei, Text = text });
        else if (_plain) _invocation.Say($"(unsolicited) {Shown(text)}");
        else
            foreach (var line in text.Split('\n')) Line(module, $"(unsolicited) {line}");
    }

    private void Event(string what, RemoteModule module, bool talk = false)
    {
        if (_invocation.Json) Tell(ListenEvent.Of(what, _time.GetUtcNow(), module));
        else if (_plain) _invocation.Say($"atrun: {module} at {module.Peer}: {what}");
        else if (!talk) Line(module, string.Create(CultureInfo.InvariantCulture, $"{what}: {module.Identity.Product ?? "?"} {module.Identity.Software ?? "?"} at {module.Peer}, SIM {module.Identity.Sim ?? "?"}"));
    }

    private void Line(RemoteModule module, string text)
    {
        var line = _plain ? text : $"{module.Imei} {text}";
        if (_table is not null) _table.Write(Shown(line));
        else
        {
            _invocation.Out.WriteLine(line);
            _invocation.Out.Flush();
        }
    }

    private void Fault(string text)
    {
        _table?.Wipe();
        _invocation.Error.WriteLine(Shown(text));
    }

    // What anybody sends who can reach the port must not move the cursor of who reads it.
    private string Shown(string text) => _invocation.OutputIsTerminal && text.Any(char.IsControl) ? string.Concat(text.Select(static c => char.IsControl(c) ? '?' : c)) : text;

    private void Tell(ListenEvent what)
    {
        _invocation.Out.WriteLine(JsonSerializer.Serialize(what, CliJson.Plain.ListenEvent));
        _invocation.Out.Flush();
    }
}
