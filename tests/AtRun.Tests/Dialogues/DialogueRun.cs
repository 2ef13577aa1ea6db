using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>Plays one dialogue against a module in a simulated world. See docs/dialogues.md.</summary>
public sealed partial class DialogueRun(Dialogue dialogue, Delivery delivery)
{
    internal static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE") == "1";

    /// <summary>How long an expected line may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Random _cuts = new((int)delivery);
    private readonly List<string> _written = [];
    private readonly SimulatedModule _module = new(dialogue.Lines, multiplexed: delivery == Delivery.InChannel);
    private readonly Channel[] _ports = [new(""), new("2"), new("3")];
    private SmsTalk? _sms;
    private HostTalk? _hosts;
    private InternetTalk? _internet;
    private PhoneTalk? _phones;

    /// <summary>All that the module can say something on as on a line.</summary>
    private IEnumerable<Channel> Channels => _ports.Concat(_hosts!.Channels);

    /// <summary>Null if all went as written, else what did not, in the notation of the dialogue.</summary>
    public string? Play()
    {
        for (var i = 0; i < _ports.Length; i++) _module.Said[i + 1] = _ports[i].Received;
        _sms = new SmsTalk(_module);
        _hosts = new HostTalk(_module, Patience, _written);
        _internet = new InternetTalk(_module, Patience);
        _phones = new PhoneTalk(_module, Patience);
        _module.Start();
        string? failure = null;
        for (var i = 0; i < dialogue.Lines.Count && failure is null; i++)
            failure = Step(dialogue.Lines[i]) is { } wrong ? $"{Path.GetFileName(dialogue.File)} line {i + 1}: {wrong}" : null;
        failure ??= Leftover("at the end");
        if (_module.Log.Errors.Count > 0) failure ??= "logged: " + string.Join(Environment.NewLine, _module.Log.Errors);
        if (Update && delivery == Delivery.Whole && Environment.GetEnvironmentVariable("DIALOGUES") is { } sources)
            File.WriteAllLines(Path.Combine(sources, Path.GetRelativePath(DialogueFiles.Folder, dialogue.File)), _written);
        return failure;
    }

    private string? Step(string line)
    {
        var text = line.TrimStart();
        if (text.Length == 0 || text[0] is '#' or '~' || SimulatedModule.IsSetUp(text))
        {
            _written.Add(line);
            return null;
        }
        if (SmsTalk.IsLine(text)) return Told(line, SmsTalk.Expects(text), () => _sms!.Do(text, Patience));
        if (HostTalk.IsLine(text)) return Told(line, HostTalk.Expects(text), () => _hosts!.Do(text));
        if (PhoneTalk.IsLine(text)) return Told(line, PhoneTalk.Expects(text), () => _phones!.Do(text));
        if (InternetTalk.IsLine(text)) return Told(line, InternetTalk.Expects(text), () => _internet!.Do(text));
        if (Talk().Match(text) is not { Success: true } talk) return Told(line, expects: false, () => Do(text));
        var (who, how, what) = (talk.Groups["who"].Value, talk.Groups["how"].Value, talk.Groups["what"].Value);
        var channel = who is "" or "1" ? _ports[0] : who is "2" or "3" ? _ports[who[0] - '1'] : _hosts!.Find(who);
        if (channel is null) return "there is no connection";
        return talk.Groups["way"].Value == ">" ? Type(line, channel, how, what) : Expect(line, channel, how, what);
    }

    /// <summary><c>2&lt; text</c>, <c>raw &gt; hex</c>, <c>tcp segment &gt; hex</c>: who, how, which way, what.</summary>
    [GeneratedRegex(@"^((?<who>[123])|((?<who>(tcp|host)\d?) )?((?<how>raw|text|segment) )?)(?<way>[<>]) ?(?<what>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Talk();

    /// <summary>A line about what somebody else than a terminal does, or what he sees of the module.</summary>
    private string? Told(string line, bool expects, Func<string?> what)
    {
        if (!expects && Leftover($"before \"{line}\"") is { } failure) return failure;
        var wrong = Try(what);
        if (wrong is null || !Update || !expects) _written.Add(line);
        foreach (var channel in Channels) channel.Fresh = true;
        return wrong is null || (Update && expects) ? null : expects ? $"expected{Environment.NewLine}  {line}{Environment.NewLine}but {wrong}" : wrong;
    }

    private static string? Try(Func<string?> what)
    {
        try
        {
            return what();
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private static byte[] Octets(string how, string what) =>
        how == "text" ? Encoding.Latin1.GetBytes(SmsTalk.Unescape(what)) : Convert.FromHexString(what.Replace(" ", "", StringComparison.Ordinal));

    private string? Type(string line, Channel channel, string how, string what)
    {
        if (Leftover($"before \"{line}\"") is { } failure) return failure;
        _written.Add(line);
        channel.Fresh = true;
        var octets = how.Length == 0 ? Encoding.Latin1.GetBytes(what + "\r") : Octets(how, what);
        if (how == "segment") _module.Turn.Do(() => channel.Link?.SendSegment(octets));
        else
            foreach (var piece in Cut(octets))
                _module.Turn.Do(() =>
                {
                    if (channel.Link is { } link) link.Send(piece);
                    else _module.Type(Array.IndexOf(_ports, channel) + 1, piece);
                });
        return null;
    }

    private IEnumerable<byte[]> Cut(byte[] octets)
    {
        for (var at = 0; at < octets.Length;)
        {
            var length = delivery switch { Delivery.Whole => octets.Length, Delivery.OctetByOctet or Delivery.InChannel => 1, _ => _cuts.Next(1, octets.Length + 1) };
            length = Math.Min(length, octets.Length - at);
            yield return octets[at..(at + length)];
            at += length;
        }
    }

    private string? Expect(string line, Channel channel, string how, string what)
    {
        var fresh = channel.Fresh;
        var expected = how.Length == 0 ? Framing.Encode(what, ref fresh) : Octets(how, what);
        if (expected.Length == 0 && how.Length == 0)
        {
            channel.Fresh = fresh;
            _written.Add(line);
            return null;
        }
        _module.Turn.WaitUntil(() => channel.Said.Count >= expected.Length, Patience);
        if (channel.Said.Count >= expected.Length && channel.Said.Take(expected.Length).SequenceEqual(expected))
        {
            channel.Said.RemoveRange(0, expected.Length);
            channel.Fresh = how.Length == 0 && fresh;
            _written.Add(line);
            return null;
        }
        if (Update) return null;
        return $"expected{Environment.NewLine}  {line}{Environment.NewLine}but was said{Environment.NewLine}{(channel.Said.Count == 0 ? "  (nothing)" : Indented(channel.Lines()))}";
    }

    /// <summary>What the module said or did and nobody expected; while updating it is written down instead.</summary>
    private string? Leftover(string when)
    {
        // Who connected has said nothing before.
        string[] done = [.. _hosts!.Leftover(), .. _internet!.Leftover(), .. _sms!.Leftover()];
        foreach (var channel in Channels.Where(c => c.Said.Count > 0))
        {
            if (!Update) return $"{when} this was said that is not expected:{Environment.NewLine}{Indented(channel.Lines())}";
            _written.AddRange(channel.Lines());
            channel.Said.Clear();
            channel.Fresh = false;
        }
        if (!Update) return done.Length == 0 ? null : $"{when} this was sent that is not expected:{Environment.NewLine}{Indented(done)}";
        _written.AddRange(done);
        return null;
    }

    private static string Indented(IEnumerable<string> lines) => string.Join(Environment.NewLine, lines.Select(l => "  " + l));

    private string? Do(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["wait", var span]:
                _module.Turn.Wait(DialogueStep.Span(span));
                return null;
            case ["reboot"]:
                var before = _module.Module.Running;
                return _module.Turn.WaitUntil(() => _module.Module.Running is { } now && now != before, Patience) ? null : "the module did not restart";
            case ["power", "cycle"]:
                return Make(_module.PowerCycle);
            case ["sim", "remove"]:
                return Make(_module.Sim.Remove);
            case ["sim", "insert"]:
                return Make(_module.Sim.Insert);
            case ["network", "drop"]:
                return Make(_module.RadioNetwork.Drop);
            case ["network", "back"]:
                return Make(_module.RadioNetwork.Restore);
            case ["context", "drop", var cid]:
                return Make(() => _module.PacketNetwork.Drop(_module.Packet, Number(cid)));
            case ["data", "call", "drop"]:
                return Make(_module.DataCalls.Drop);
            case ["data", "number", var number, "silent"]:
                return Make(() => _module.PacketNetwork.Silence(number));
            case ["pin", var pin, var level]:
                return Make(() => _module.Drive(Number(pin), level == "1"));
            default:
                var wrong = BoardTalk.Do(_module, words, out var known);
                return known ? wrong : "this is no line of a dialogue";
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private string? Make(Action happen)
    {
        _module.Turn.Do(happen);
        return null;
    }
}
