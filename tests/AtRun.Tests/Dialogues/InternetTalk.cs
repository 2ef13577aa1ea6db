using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using AtRun.Module.Worlds;
using AtRun.Simulation.Faults;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>The rest of a dialogue's internet: datagrams, names, echoes, and what goes wrong on the way. See docs/dialogues.md.</summary>
internal sealed partial class InternetTalk(SimulatedModule module, TimeSpan patience)
{
    private readonly Dictionary<string, Port> _ports = [];

    /// <summary>A line is about that.</summary>
    public static bool IsLine(string text) => Line().IsMatch(text);

    /// <summary>The line expects something; else it makes something happen.</summary>
    public static bool Expects(string text) => Datagram().Match(text) is { Success: true } match ? match.Groups["way"].Value == "<" : Regex.IsMatch(text, "^udp[0-9]? (quiet|from) |^echo ");

    /// <summary>Does what a line says; null, or what went wrong.</summary>
    public string? Do(string text)
    {
        if (Datagram().Match(text) is { Success: true } datagram)
            return _ports.TryGetValue(datagram.Groups["port"].Value, out var port) ? Datagram(port, datagram.Groups["how"].Value, datagram.Groups["way"].Value, datagram.Groups["what"].Value) : "that port is not open";
        return text.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var name, .. var words] when name.StartsWith("udp", StringComparison.Ordinal) => Udp(name, words),
            ["name", var host, "none"] => Make(() => module.Internet.Names.Remove(host)),
            ["name", var host, var address] => Make(() => module.Internet.Names[host] = IPAddress.Parse(address)),
            ["names", "silent"] => Make(() => module.Internet.NamesAreSilent = true),
            ["names", "back"] => Make(() => module.Internet.NamesAreSilent = false),
            ["names", "at", .. var servers] => Make(() => module.Internet.NameServers.UnionWith(servers.Select(IPAddress.Parse))),
            ["ping", var host, "silent"] => Make(() => module.Internet.EchoingHosts.Remove(IPAddress.Parse(host))),
            ["ping", var host, "answers", var span, var ttl] when ttl.StartsWith("ttl=", StringComparison.Ordinal) =>
                Make(() => module.Internet.EchoingHosts[IPAddress.Parse(host)] = new EchoReply(DialogueStep.Span(span), int.Parse(ttl[4..], CultureInfo.InvariantCulture))),
            ["host", var reach, var host] => Make(() => module.Link.Set(host == "all" ? null : IPAddress.Parse(host), Enum.Parse<HostReach>(reach, ignoreCase: true))),
            ["link", "swallow"] => Make(module.Link.Swallow),
            ["link", "slow", var rate] => Make(() => module.Link.Slow(int.Parse(rate, CultureInfo.InvariantCulture))),
            ["link", "slow", var rate, var latency] => Make(() => module.Link.Slow(int.Parse(rate, CultureInfo.InvariantCulture), DialogueStep.Span(latency))),
            ["link", "back"] => Make(module.Link.Restore),
            ["address", "change"] => Make(module.Packet.ChangeAddress),
            ["context", "names", .. var servers] => Make(() => module.PacketNetwork.NameServers = [.. servers.Select(IPAddress.Parse)]),
            ["echo", "from", var host, "answered"] => Echo(host) ? null : "it was not answered",
            ["echo", "from", var host, "unanswered"] => Echo(host) ? "it was answered" : null,
            _ => "this is no line of a dialogue",
        };
    }

    /// <summary>Datagrams that nobody expected, as lines of a dialogue; they are taken away.</summary>
    public IReadOnlyList<string> Leftover()
    {
        var lines = new List<string>();
        foreach (var (name, port) in _ports)
            while (port.Arrived.TryDequeue(out var datagram))
                lines.Add(IsText(datagram.Octets) ? $"{name} < {SmsTalk.Escape(Encoding.Latin1.GetString(datagram.Octets))}" : $"{name} raw < {Convert.ToHexString(datagram.Octets)}");
        return lines;
    }

    [GeneratedRegex(@"^(udp\d?|names?|ping|echo|link|address|context names|host (unreachable|silent|reachable)) ")]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?<port>udp\d?) ((?<how>raw) )?(?<way>[<>]) ?(?<what>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Datagram();

    private static bool IsText(byte[] octets) => octets.All(o => o is >= (byte)' ' and <= (byte)'~' or (byte)'\r' or (byte)'\n');

    private string? Make(Action happen)
    {
        module.Turn.Do(happen);
        return null;
    }

    private string? Udp(string name, string[] words)
    {
        switch (words)
        {
            case ["listen", var where]:
                if (_ports.Remove(name, out var former)) former.Open.Dispose();
                var opened = _ports[name] = new();
                opened.Open = module.Internet.OpenDatagrams(IPEndPoint.Parse(where), (octets, from) => opened.Arrived.Enqueue((octets.ToArray(), from)));
                return null;
            case ["stop"] when _ports.Remove(name, out var port):
                port.Open.Dispose();
                return null;
            case ["to", var number] when _ports.TryGetValue(name, out var port):
                port.Peer = new(Address(), int.Parse(number, CultureInfo.InvariantCulture));
                return null;
            case ["from", var from] when _ports.TryGetValue(name, out var port):
                module.Turn.WaitUntil(() => port.Arrived.Count > 0, patience);
                return port.Arrived.TryPeek(out var first) && $"{first.From}" == from ? null : $"it came from {(port.Arrived.Count > 0 ? first.From : "nobody")}";
            case ["quiet", var span] when _ports.TryGetValue(name, out var port):
                module.Turn.Wait(DialogueStep.Span(span));
                return port.Arrived.Count == 0 ? null : "something came";
            default:
                return _ports.ContainsKey(name) ? "this is no line of a dialogue" : "that port is not open";
        }
    }

    private string? Datagram(Port port, string how, string way, string what)
    {
        var octets = how == "raw" ? Convert.FromHexString(what.Replace(" ", "", StringComparison.Ordinal)) : Encoding.Latin1.GetBytes(SmsTalk.Unescape(what));
        if (way == ">")
        {
            if (port.Peer is not { } peer) return "nobody sent there";
            module.Turn.Do(() => port.Open.Send(octets, peer));
            return null;
        }
        if (!module.Turn.WaitUntil(() => port.Arrived.Count > 0, patience)) return "nothing came";
        var (arrived, from) = port.Arrived.Peek();
        if (!arrived.AsSpan().SequenceEqual(octets)) return $"came {(IsText(arrived) ? SmsTalk.Escape(Encoding.Latin1.GetString(arrived)) : Convert.ToHexString(arrived))}";
        port.Arrived.Dequeue();
        port.Peer = from;
        return null;
    }

    private bool Echo(string from) => module.Internet.Echo(IPAddress.Parse(from), Address());

    /// <summary>The module's address: that of its first context that is up.</summary>
    private IPAddress Address() => module.Packet.Active.OrderBy(c => c.Key).Select(c => c.Value).FirstOrDefault() ?? throw new FormatException("the module has no address");

    /// <summary>An open UDP port of somebody outside.</summary>
    private sealed class Port
    {
        public IDatagrams Open { get; set; } = null!;
        public Queue<(byte[] Octets, IPEndPoint From)> Arrived { get; } = [];

        /// <summary>Where datagrams are sent: to who sent the last one that was expected.</summary>
        public IPEndPoint? Peer { get; set; }
    }
}
