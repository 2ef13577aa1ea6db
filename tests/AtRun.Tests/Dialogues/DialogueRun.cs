using System.Globalization;
using System.Net;
using System.Text;
using AtRun.Protocol.Links;
using AtRun.Simulation;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>Plays one dialogue against a module in a simulated world. See docs/dialogues.md.</summary>
public sealed class DialogueRun(Dialogue dialogue, Delivery delivery)
{
    /// <summary>How long an expected line may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE") == "1";

    private readonly Random _cuts = new((int)delivery);
    private readonly List<string> _written = [];
    private readonly SimulatedModule _module = new(dialogue.Lines);
    private SmsTalk? _sms;
    private Channel? _tcp;

    /// <summary>One side of the conversation: what was said and not expected yet.</summary>
    private sealed class Channel
    {
        public List<byte> Said { get; } = [];
        public bool Fresh { get; set; } = true;
        public MemoryLink? Link { get; set; }
        public bool Ended { get; set; }
    }

    /// <summary>Null if all went as written, else what did not, in the notation of the dialogue.</summary>
    public string? Play()
    {
        var channels = new Channel[4];
        for (var i = 1; i <= 3; i++)
        {
            var channel = channels[i] = new Channel();
            _module.Said[i] = octets => channel.Said.AddRange(octets.ToArray());
        }
        _sms = new SmsTalk(_module);
        _module.Start();
        string? failure = null;
        for (var i = 0; i < dialogue.Lines.Count && failure is null; i++)
            failure = Step(dialogue.Lines[i], channels) is { } wrong ? $"{Path.GetFileName(dialogue.File)} line {i + 1}: {wrong}" : null;
        failure ??= Leftover(channels, "at the end");
        if (_module.Log.Errors.Count > 0) failure ??= "logged: " + string.Join(Environment.NewLine, _module.Log.Errors);
        if (Update && delivery == Delivery.Whole && Environment.GetEnvironmentVariable("DIALOGUES") is { } sources)
            File.WriteAllLines(Path.Combine(sources, Path.GetRelativePath(Dialogue.Folder, dialogue.File)), _written);
        return failure;
    }

    private string? Step(string line, Channel[] channels)
    {
        var text = line.TrimStart();
        if (text.Length == 0 || text[0] == '#' || SimulatedModule.IsSetUp(text))
        {
            _written.Add(line);
            return null;
        }
        if (SmsTalk.IsLine(text) && !text.StartsWith("sms quiet ", StringComparison.Ordinal)) return Message(line, text, channels);
        var (name, verb, rest) = Split(text);
        return verb switch
        {
            ">" or "raw >" => Type(line, name, Octets(verb, rest, typed: true), channels),
            "<" or "raw <" => Expect(line, name, verb, rest, channels),
            // What ends a connection is told on both sides, in an order that the dialogue need not know.
            _ when text == "tcp closed" || text.StartsWith("tcp quiet ", StringComparison.Ordinal) => Do(line, text, channels),
            _ => Leftover(channels, $"before \"{line}\"", _written) ?? Do(line, text, channels),
        };
    }

    private string? Message(string line, string text, Channel[] channels)
    {
        var expects = SmsTalk.Expects(text);
        if (!expects && Leftover(channels, $"before \"{line}\"", _written) is { } failure) return failure;
        var wrong = _sms!.Do(text, Patience);
        if (wrong is null || !Update || !expects) _written.Add(line);
        Fresh(channels);
        return wrong is null || (Update && expects) ? null : $"expected{Environment.NewLine}  {line}{Environment.NewLine}but {wrong}";
    }

    /// <summary>"2&lt; text" -> channel 2, "&lt;", "text".</summary>
    private static (string Channel, string Verb, string Tail) Split(string text)
    {
        var channel = "1";
        if (text is [>= '1' and <= '3', '<' or '>', ..]) (channel, text) = (text[..1], text[1..]);
        else if (text.StartsWith("tcp ", StringComparison.Ordinal)) (channel, text) = ("tcp", text[4..]);
        foreach (var verb in new[] { "raw <", "raw >", "<", ">" })
            if (text.StartsWith(verb, StringComparison.Ordinal)) return (channel, verb, text[verb.Length..] is [' ', .. var rest] ? rest : text[verb.Length..]);
        return (channel, "", text);
    }

    private static byte[] Octets(string verb, string rest, bool typed) =>
        verb.StartsWith("raw", StringComparison.Ordinal) ? Convert.FromHexString(rest.Replace(" ", "", StringComparison.Ordinal)) : Encoding.Latin1.GetBytes(rest + (typed ? "\r" : ""));

    private string? Type(string line, string name, byte[] octets, Channel[] channels)
    {
        if (Leftover(channels, $"before \"{line}\"", _written) is { } failure) return failure;
        _written.Add(line);
        var channel = name == "tcp" ? _tcp : channels[name[0] - '0'];
        if (channel is null) return "there is no connection";
        channel.Fresh = true;
        foreach (var piece in Cut(octets))
            _module.Turn.Do(() =>
            {
                if (name == "tcp") _tcp!.Link?.Send(piece);
                else _module.Type(name[0] - '0', piece);
            });
        return null;
    }

    private IEnumerable<byte[]> Cut(byte[] octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var length = delivery switch { Delivery.Whole => octets.Length, Delivery.OctetByOctet => 1, _ => _cuts.Next(1, octets.Length + 1) };
            length = Math.Min(length, octets.Length - at);
            yield return octets[at..(at + length)];
            at += length;
        }
    }

    private string? Expect(string line, string name, string verb, string rest, Channel[] channels)
    {
        var channel = name == "tcp" ? _tcp : channels[name[0] - '0'];
        if (channel is null) return "there is no connection";
        var fresh = channel.Fresh;
        var expected = verb == "<" ? Framing.Encode(rest, ref fresh) : Octets(verb, rest, typed: false);
        if (expected.Length == 0 && verb == "<")
        {
            channel.Fresh = fresh;
            _written.Add(line);
            return null;
        }
        _module.Turn.WaitUntil(() => channel.Said.Count >= expected.Length, Patience);
        if (channel.Said.Count >= expected.Length && channel.Said.Take(expected.Length).SequenceEqual(expected))
        {
            channel.Said.RemoveRange(0, expected.Length);
            channel.Fresh = verb == "<" && fresh;
            _written.Add(line);
            return null;
        }
        if (Update) return null;
        return $"expected{Environment.NewLine}  {line}{Environment.NewLine}but was said{Environment.NewLine}{Describe(name, channel)}";
    }

    /// <summary>What was said and nobody expected.</summary>
    private static string? Leftover(Channel[] channels, Channel? tcp, string when, List<string>? written)
    {
        foreach (var (name, channel) in new[] { ("", channels[1]), ("2", channels[2]), ("3", channels[3]), ("tcp ", tcp) })
        {
            if (channel is not { Said.Count: > 0 }) continue;
            if (!Update) return $"{when} this was said that is not expected:{Environment.NewLine}{Describe(name, channel)}";
            written?.AddRange(Framing.Decode([.. channel.Said], channel.Fresh).Select(l => name + l));
            channel.Said.Clear();
            channel.Fresh = false;
        }
        return null;
    }

    private string? Leftover(Channel[] channels, string when, List<string>? written = null)
    {
        if (Leftover(channels, _tcp, when, written ?? _written) is { } failure) return failure;
        var messages = _sms!.Leftover();
        if (Update) (written ?? _written).AddRange(messages);
        return messages.Count == 0 || Update ? null : $"{when} this was sent that is not expected:{Environment.NewLine}{string.Join(Environment.NewLine, messages.Select(m => "  " + m))}";
    }

    private static string Describe(string name, Channel channel) => channel.Said.Count == 0
        ? "  (nothing)"
        : string.Join(Environment.NewLine, Framing.Decode([.. channel.Said], channel.Fresh).Select(l => $"  {(name is "1" or "" ? "" : name.TrimEnd() == "tcp" ? "tcp " : name)}{l}"));

    private string? Do(string line, string text, Channel[] channels)
    {
        _written.Add(line);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["wait", var span]:
                _module.Turn.Wait(Span(span));
                return Fresh(channels);
            case ["reboot"]:
                var before = _module.Module.Running;
                return _module.Turn.WaitUntil(() => _module.Module.Running is { } now && now != before, Patience) ? Fresh(channels) : "the module did not restart";
            case ["power", "cycle"]:
                _module.Turn.Do(_module.PowerCycle);
                return Fresh(channels);
            case ["sim", "remove"]:
                _module.Turn.Do(_module.Sim.Remove);
                return Fresh(channels);
            case ["sim", "insert"]:
                _module.Turn.Do(_module.Sim.Insert);
                return Fresh(channels);
            case ["network", "drop"]:
                _module.Turn.Do(_module.RadioNetwork.Drop);
                return Fresh(channels);
            case ["network", "back"]:
                _module.Turn.Do(_module.RadioNetwork.Restore);
                return Fresh(channels);
            case ["context", "drop", var cid]:
                _module.Turn.Do(() => _module.PacketNetwork.Drop(_module.Packet, int.Parse(cid, CultureInfo.InvariantCulture)));
                return Fresh(channels);
            case ["data", "call", "end"]:
                _module.Turn.Do(() => _module.Module.Running?.Calls.HangUp());
                return Fresh(channels);
            case ["data", "call", var instance]:
                _module.Turn.Do(() => _module.Module.Running?.Calls.Connected(int.Parse(instance, CultureInfo.InvariantCulture), AtRun.Module.Services.CallKind.Data));
                return Fresh(channels);
            case ["pin", var pin, var level]:
                _module.Turn.Do(() => _module.Drive(int.Parse(pin, CultureInfo.InvariantCulture), level == "1"));
                return Fresh(channels);
            case ["tcp", "open"]:
                return Open("127.0.0.1") ?? Fresh(channels);
            case ["tcp", "open", var from]:
                return Open(from) ?? Fresh(channels);
            case ["tcp", "close"]:
                _module.Turn.Do(() => _tcp?.Link?.Close());
                _tcp = null;
                return Fresh(channels);
            case ["tcp", "reset"]:
                _module.Turn.Do(() => _tcp?.Link?.Reset());
                _tcp = null;
                return Fresh(channels);
            case ["tcp", "quiet", var span]:
                _module.Turn.Wait(Span(span));
                return _tcp is { Said.Count: 0 } ? null : "something was said";
            case ["sms", "quiet", var span]:
                _module.Turn.Wait(Span(span));
                return _sms!.HasSent ? $"this was sent:{Environment.NewLine}{string.Join(Environment.NewLine, _sms.Leftover())}" : null;
            case ["tcp", "closed"]:
                if (_tcp is not { } tcp || !_module.Turn.WaitUntil(() => tcp.Ended, Patience)) return "the connection is still open";
                _tcp = null;
                return Leftover([.. channels.Select(_ => new Channel())], tcp, "before the end of the connection", _written) ?? Fresh(channels);
            default:
                var wrong = BoardTalk.Do(_module, words, out var known);
                return known ? wrong ?? Fresh(channels) : "this is no line of a dialogue";
        }
    }

    private static string? Fresh(Channel[] channels)
    {
        foreach (var channel in channels.Skip(1)) channel.Fresh = true;
        return null;
    }

    private string? Open(string from)
    {
        if (!_module.Turn.WaitUntil(() => _module.Internet.Listening.Count > 0, Patience)) return "nobody listens";
        var channel = new Channel();
        var to = _module.Internet.Listening.First();
        _module.Turn.Do(() => channel.Link = _module.Internet.Connect(new IPEndPoint(IPAddress.Parse(from), 0), to, new Receiver(channel)));
        _tcp = channel;
        return null;
    }

    private sealed class Receiver(Channel channel) : ILinkReceiver
    {
        public void Received(ReadOnlySpan<byte> octets) => channel.Said.AddRange(octets.ToArray());

        public void Drained() { }

        public void Ended(LinkEnd how) => channel.Ended = true;
    }

    private static TimeSpan Span(string text)
    {
        var unit = text.TrimStart("0123456789.".ToCharArray());
        var number = double.Parse(text[..^unit.Length], CultureInfo.InvariantCulture);
        return unit switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => throw new FormatException($"\"{text}\" is no span"),
        };
    }
}
