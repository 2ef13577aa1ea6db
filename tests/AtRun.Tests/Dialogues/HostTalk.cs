using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using AtRun.Simulation;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>The TCP connections of a dialogue: clients that connect to the module (tcp), and hosts that it connects to (host). See docs/dialogues.md.</summary>
internal sealed partial class HostTalk(SimulatedModule module, TimeSpan patience, List<string> written)
{
    private readonly Dictionary<string, Channel> _current = [];
    private readonly Dictionary<string, Host> _hosts = [];

    /// <summary>What is open now, or was and has said something.</summary>
    public IEnumerable<Channel> Channels => _current.Values;

    /// <summary>A line is about such a connection.</summary>
    public static bool IsLine(string text) => Name().IsMatch(text);

    /// <summary>The line says what the module does on its side: what it says elsewhere meanwhile is looked at later.</summary>
    public static bool Expects(string text) => Regex.IsMatch(text, @"^\w+ (closed|quiet|accepted|none|refused)\b");

    /// <summary>The connection of that name; null: there is none.</summary>
    public Channel? Find(string name) => _current.GetValueOrDefault(name);

    /// <summary>Does what a line says; null, or what went wrong.</summary>
    public string? Do(string text)
    {
        var match = Name().Match(text);
        var (name, words) = (match.Groups[1].Value, (match.Groups[2].Value + match.Groups[3].Value).Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return (name.TrimEnd(Digits), words) switch
        {
            ("tcp", ["open", .. var where]) => Open(name, where),
            ("tcp", ["refused", .. var where]) => Refused(where),
            ("host", ["listen", var where]) => Listen(name, IPEndPoint.Parse(where)),
            ("host", ["stop"]) => Stop(name),
            ("host", ["accepted", .. var from]) => Accepted(name, from),
            ("host", ["none", var span]) => None(name, DialogueStep.Span(span)),
            (_, ["close"]) => End(name, static link => link.Close()),
            (_, ["reset"]) => End(name, static link => link.Reset()),
            (_, ["quiet", var span]) => Quiet(name, DialogueStep.Span(span)),
            (_, ["closed"]) => Closed(name),
            _ => "this is no line of a dialogue",
        };
    }

    /// <summary>Connections that nobody accepted, as lines of a dialogue; they are taken away.</summary>
    public IReadOnlyList<string> Leftover()
    {
        var lines = new List<string>();
        foreach (var (name, host) in _hosts)
            while (host.Waiting.TryDequeue(out var waiting))
            {
                _current[name] = waiting.Channel;
                lines.Add($"{name} accepted {waiting.From.Address}");
            }
        return lines;
    }

    private static readonly char[] Digits = [.. "0123456789"];

    [GeneratedRegex(@"^((?:tcp|host)\d?) (open|listen|stop|accepted|none|refused|close|reset|quiet|closed)( .*)?$")]
    private static partial Regex Name();

    /// <summary>Connects to where the module listens: [FROM] [port N].</summary>
    private string? Open(string name, string[] where)
    {
        var (from, port) = Where(where);
        if (!module.Turn.WaitUntil(() => Find(port) is not null, patience)) return "nobody listens";
        var channel = new Channel(name + " ");
        var to = Find(port)!;
        module.Turn.Do(() => channel.Link = module.Internet.Connect(new IPEndPoint(from, 0), to, channel));
        _current[name] = channel;
        return null;
    }

    private string? Refused(string[] where)
    {
        var (from, port) = Where(where);
        if (Find(port) is not { } to) return null;
        var channel = new Channel("");
        module.Turn.Do(() => channel.Link = module.Internet.Connect(new IPEndPoint(from, 0), to, channel));
        if (channel is { IsOver: true, Said.Count: 0 }) return null;
        module.Turn.Do(() => channel.Link!.Reset());
        return "the module took the connection";
    }

    private static (IPAddress From, int? Port) Where(string[] words) => words switch
    {
        [.. var from, "port", var port] => (from is [var address] ? IPAddress.Parse(address) : IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture)),
        [var from] => (IPAddress.Parse(from), null),
        _ => (IPAddress.Loopback, null),
    };

    /// <summary>Where the module listens: on that port, or anywhere.</summary>
    private IPEndPoint? Find(int? port) =>
        module.Internet.Listening.FirstOrDefault(e => (port is null || e.Port == port) && _hosts.Values.All(h => !h.Where.Equals(e)));

    private string? Listen(string name, IPEndPoint where)
    {
        if (_hosts.TryGetValue(name, out var former)) former.Listener.Dispose();
        var host = _hosts[name] = new(where);
        host.Listener = module.Internet.Listen(where, (link, from) =>
        {
            var channel = new Channel(name + " ") { Link = (MemoryLink)link };
            host.Waiting.Enqueue((channel, from));
            return channel;
        });
        return null;
    }

    private string? Stop(string name)
    {
        if (!_hosts.TryGetValue(name, out var host)) return "it does not listen";
        host.Listener.Dispose();
        return null;
    }

    private string? Accepted(string name, string[] from)
    {
        if (!_hosts.TryGetValue(name, out var host)) return "it does not listen";
        if (!module.Turn.WaitUntil(() => host.Waiting.Count > 0, patience)) return "nobody connected";
        var (channel, peer) = host.Waiting.Dequeue();
        _current[name] = channel;
        return from is [var expected] && expected != peer.Address.ToString() ? $"{peer.Address} connected" : null;
    }

    private string? None(string name, TimeSpan span)
    {
        module.Turn.Wait(span);
        return !_hosts.TryGetValue(name, out var host) || host.Waiting.Count == 0 ? null : "somebody connected";
    }

    private string? End(string name, Action<MemoryLink> how)
    {
        if (!_current.Remove(name, out var channel)) return "there is no connection";
        module.Turn.Do(() => how(channel.Link!));
        return null;
    }

    private string? Quiet(string name, TimeSpan span)
    {
        module.Turn.Wait(span);
        return Find(name) is { Said.Count: 0 } ? null : "something was said";
    }

    private string? Closed(string name)
    {
        if (Find(name) is not { } channel || !module.Turn.WaitUntil(() => channel.IsOver, patience)) return "the connection is still open";
        if (channel.Said.Count > 0 && !DialogueRun.Update)
            return $"before the end this was said that is not expected:{Environment.NewLine}{string.Join(Environment.NewLine, channel.Lines().Select(l => "  " + l))}";
        written.AddRange(channel.Lines());
        _current.Remove(name);
        return null;
    }

    /// <summary>Somebody whom the module can connect to.</summary>
    private sealed class Host(IPEndPoint where)
    {
        public IPEndPoint Where => where;
        public IDisposable Listener { get; set; } = null!;
        public Queue<(Channel Channel, IPEndPoint From)> Waiting { get; } = [];
    }
}
