using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AtRun.Client.Conformance;
using AtRun.Module.Worlds;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation;
using AtRun.Simulation.Centre;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>The short messages of a dialogue: phones of all numbers, and what the module sent to them. See docs/dialogues.md.</summary>
internal sealed class SmsTalk : ISmsEntity
{
    /// <summary>Where digest messages come from unless the line says so: their sender does not count (SMS-5).</summary>
    private const string Phone = "+393471234567";

    private readonly SimulatedModule _module;
    private int _reference;

    public SmsTalk(SimulatedModule module)
    {
        _module = module;
        module.Centre.Connect(this, "*");
    }

    private RecordingBearer Bearer => _module.Sms;

    /// <summary>A line is about short messages.</summary>
    public static bool IsLine(string text) => text.StartsWith("sms ", StringComparison.Ordinal);

    /// <summary>The line expects something; else it makes something happen.</summary>
    public static bool Expects(string text) => Parse(text) is { Arrives: false } or { Words: ["refused" or "quiet", _] };

    public ValueTask<SmsReceipt> Deliver(SmsDeliver message, SmsAddress destination) => new(SmsReceipt.Taken);

    public ValueTask<SmsReceipt> Report(CentreMessage message) => new(SmsReceipt.Taken);

    /// <summary>Does what a line says; null, or what went wrong.</summary>
    public string? Do(string text, TimeSpan patience)
    {
        var line = Parse(text);
        return line switch
        {
            { Words: ["pdu"], Arrives: true } => Hand(line.Tail),
            { Words: ["pdu"], Arrives: false } => Expect(line.Tail, patience, Convert.ToHexString),
            { Words: ["quiet", var span], Arrives: null } => Quiet(DialogueStep.Span(span)),
            { Words: ["refused", var cause], Arrives: null } => Refused(int.Parse(cause, CultureInfo.InvariantCulture), patience),
            { Words: ["digest", var password, var session], Arrives: true } => Arrive(Phone, [], Digest(password, session, line.Tail), line.Tail),
            { Words: [var number, "digest", var password, var session], Arrives: true } => Arrive(number, [], Digest(password, session, line.Tail), line.Tail),
            { Words: ["digest", var password, var session], Arrives: false } => ExpectDigest(null, password, session, line.Tail, patience),
            { Words: [var number, "digest", var password, var session], Arrives: false } => ExpectDigest(number, password, session, line.Tail, patience),
            { Words: ["activation", .. var key], Arrives: true } => Arrive(Phone, [], Activation(string.Join(' ', key), line.Tail), line.Tail),
            { Words: [var number, "raw"], Arrives: false } => Expect($"{number} {line.Tail}", patience, static sent =>
                Submit(sent) is { } submit ? $"{submit.Destination} {Convert.ToHexString(submit.UserData.Octets.Span)}" : Convert.ToHexString(sent)),
            { Words: [var number], Arrives: false } => ExpectText(number, line.Tail, patience),
            { Words: [var number, .. var how], Arrives: true } => Arrive(number, how, null, line.Tail),
            _ => "this is no line of a dialogue",
        };
    }

    /// <summary>What was sent, or refused, and nobody expected, as lines of a dialogue; it is taken away.</summary>
    public IReadOnlyList<string> Leftover()
    {
        var lines = Bearer.Refused.Select(r => $"sms refused {r.Cause}").ToList();
        Bearer.Refused.Clear();
        while (Bearer.Sent.Count > 0)
        {
            if (Submit(Whole(0)) is { } submit && Concatenated(submit) is { } text) lines.Add($"sms {submit.Destination} < {Escape(text)}");
            else
            {
                lines.Add("sms pdu < " + Convert.ToHexString(Whole(0)));
                Bearer.Sent.RemoveAt(0);
            }
        }
        return lines;
    }

    /// <summary>Words before the direction; the direction: true <c>&gt;</c>, false <c>&lt;</c>, null none; what follows.</summary>
    private static (string[] Words, bool? Arrives, string Tail) Parse(string text)
    {
        // A password may have blanks in it.
        if (Regex.Match(text, @"^sms (?:(\S+) )?digest (.{16}) (\d+) ([<>]) ?(.*)$") is { Success: true } m)
            return ([.. m.Groups[1].Success ? [m.Groups[1].Value] : Array.Empty<string>(), "digest", m.Groups[2].Value, m.Groups[3].Value], m.Groups[4].Value == ">", m.Groups[5].Value);
        var at = text.AsSpan().IndexOfAny('<', '>');
        var words = (at < 0 ? text : text[..at])["sms ".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (at < 0) return (words, null, "");
        var tail = text[(at + 1)..];
        return (words, text[at] == '>', tail is [' ', ..] ? tail[1..] : tail);
    }

    private string? Quiet(TimeSpan span)
    {
        _module.Turn.Wait(span);
        return Bearer.Sent.Count > 0 ? $"this was sent:{Environment.NewLine}{string.Join(Environment.NewLine, Leftover())}" : null;
    }

    private string? Arrive(string number, string[] how, byte[]? octets, string tail)
    {
        if (!SmsAddress.TryParse(number, out var source)) return $"\"{number}\" is no address";
        var (coding, protocol, header, hex) = (DataCoding.Default, (byte)0, Array.Empty<byte>(), false);
        foreach (var word in how)
        {
            if (word == "8bit") coding = DataCoding.EightBit;
            else if (word == "ucs2") coding = DataCoding.Ucs2;
            else if (word == "hex") hex = true;
            else if (word.StartsWith("dcs=", StringComparison.Ordinal)) coding = new(Convert.FromHexString(word[4..])[0]);
            else if (word.StartsWith("pid=", StringComparison.Ordinal)) protocol = Convert.FromHexString(word[4..])[0];
            else if (word.StartsWith("udh=", StringComparison.Ordinal)) header = Convert.FromHexString(word[4..]);
            else return $"\"{word}\" says nothing about a message";
        }
        if (octets is not null) (hex, coding) = (true, DataCoding.EightBitClass1);
        else if (hex) octets = Convert.FromHexString(tail.Replace(" ", "", StringComparison.Ordinal));
        IReadOnlyList<UserData> parts;
        if (hex && coding.Alphabet != SmsAlphabet.Octets) parts = [new UserData(octets, coding.Alphabet == SmsAlphabet.Gsm7 ? octets!.Length * 8 / 7 : octets!.Length, coding.Alphabet, false)];
        else if (hex)
        {
            if (!UserData.TryMake(octets, header, out var data)) return "this does not fit one message";
            parts = [data];
        }
        else
        {
            var text = Unescape(tail);
            if (coding.Alphabet == SmsAlphabet.Gsm7 && GsmAlphabet.CountOf(text) < 0) return "the GSM 7-bit alphabet does not have all these characters";
            if (header.Length == 0) parts = Segmenter.Split(text, coding.Alphabet, ++_reference, 255, out _);
            else if (UserData.TryMake(text, coding.Alphabet, header, out var data)) parts = [data];
            else return "this does not fit one message";
        }
        foreach (var part in parts)
        {
            CmsError? failure = null;
            var submission = new CentreSubmission { Source = source, Destination = Own(), ProtocolId = protocol, Coding = coding, UserData = part };
            _module.Turn.Do(() => _module.Centre.Submit(this, submission, out failure));
            if (failure is not null) return $"the centre refused it: {failure}";
        }
        return null;
    }

    private static SmsAddress Own() => SmsAddress.TryParse(new SimCardOptions().Number, out var own) ? own : default;

    private static byte[] Digest(string password, string session, string text) =>
        DigestSms.Make(PasswordOf(password), Encoding.Latin1.GetBytes(Unescape(text)), byte.Parse(session, CultureInfo.InvariantCulture));

    private byte[] Activation(string key, string text) =>
        new ActivationSms(_module.Turn.Time.GetUtcNow(), text.Split(',')[0], text.Contains(',') ? text.Split(',', 2)[1] : null).Make(Encoding.Latin1.GetBytes(key));

    private static DigestPassword PasswordOf(string text) => DigestPassword.TryMake(text, out var password) ? password : throw new FormatException($"\"{text}\" is no password of 16 characters");

    private string? Hand(string hex)
    {
        var octets = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        if (!SmsPdu.TryDecodeCentre(octets, out var centre, out var consumed, out var error)) return error.ToString();
        var reached = false;
        _module.Turn.Do(() => reached = Bearer.Hand(centre, octets.AsMemory(consumed)));
        return reached ? null : "the module cannot be reached";
    }

    private string? Refused(int cause, TimeSpan patience)
    {
        if (!_module.Turn.WaitUntil(() => Bearer.Refused.Count > 0, patience)) return "no message was refused";
        var refused = Bearer.Refused[0];
        Bearer.Refused.RemoveAt(0);
        return refused.Cause == cause ? null : $"a message was refused with cause {refused.Cause}";
    }

    /// <summary>The first message that was sent must be as expected.</summary>
    private string? Expect(string expected, TimeSpan patience, Func<byte[], string> show)
    {
        if (!_module.Turn.WaitUntil(() => Bearer.Sent.Count > 0, patience)) return "nothing was sent";
        var shown = show(Whole(0));
        if (shown.Replace(" ", "", StringComparison.Ordinal) != expected.Replace(" ", "", StringComparison.Ordinal)) return $"sent was {shown}";
        Bearer.Sent.RemoveAt(0);
        return null;
    }

    private string? ExpectText(string number, string expected, TimeSpan patience)
    {
        SmsSubmit? first = null;
        string? text = null;
        _module.Turn.WaitUntil(() => Bearer.Sent.Count > 0 && (first = Submit(Whole(0))) is not null && (text = Concatenated(first)) is not null, patience);
        if (first is null) return Bearer.Sent.Count == 0 ? "nothing was sent" : $"sent was no text: {Convert.ToHexString(Whole(0))}";
        if (text is null) return "of the message that was sent, parts are missing";
        return first.Destination.ToString() == number && text == Unescape(expected) ? null : $"sent was{Environment.NewLine}  sms {first.Destination} < {Escape(text)}";
    }

    private string? ExpectDigest(string? number, string password, string session, string expected, TimeSpan patience)
    {
        var text = new StringBuilder();
        for (int segment = 1, segments = 1; segment <= segments; segment++)
        {
            if (!_module.Turn.WaitUntil(() => Bearer.Sent.Count > 0, patience)) return segment == 1 ? "nothing was sent" : $"part {segment} of {segments} was not sent";
            if (Submit(Whole(0)) is not { } submit || !DigestSms.TryRead(submit.UserData.Body, out var part, out var error)) return $"sent was no digest message: {Convert.ToHexString(Whole(0))}";
            Bearer.Sent.RemoveAt(0);
            if (segment == 1) segments = part.Segments;
            if (number is not null && submit.Destination.ToString() != number) return $"it was sent to {submit.Destination}";
            if (!part.IsResponse) return "sent was a request";
            if (!part.IsMadeWith(PasswordOf(password))) return $"the digest of part {segment} is not of that password";
            if (part.SessionId != byte.Parse(session, CultureInfo.InvariantCulture)) return $"the session is {part.SessionId}";
            if ((part.Segment, part.Segments) != (segment, segments)) return $"part {part.Segment} of {part.Segments} where {segment} of {segments} is expected";
            if (segments > 1 && (submit.UserData.Part is not { } c || (c.Number, c.Total) != (segment, segments))) return $"part {segment} is not concatenated";
            text.Append(Encoding.Latin1.GetString(part.Text.Span));
        }
        return text.ToString() == Unescape(expected) ? null : $"sent was {Escape(text.ToString())}";
    }

    /// <summary>Centre and TPDU.</summary>
    private byte[] Whole(int index)
    {
        var (centre, tpdu) = Bearer.Sent[index];
        Span<byte> address = stackalloc byte[SmsPdu.MaxCentreLength];
        return [.. address[..SmsPdu.EncodeCentre(centre, address)], .. tpdu.Span];
    }

    private static SmsSubmit? Submit(byte[] sent) => SmsPdu.TryDecode(sent, TpduDirection.ToCentre, out var pdu, out _) ? pdu.Tpdu as SmsSubmit : null;

    /// <summary>The text of the first message with all its parts, which are taken away; null: parts are missing.</summary>
    private string? Concatenated(SmsSubmit first)
    {
        if (first.UserData.Part is not { } head)
        {
            Bearer.Sent.RemoveAt(0);
            return first.UserData.Text;
        }
        var parts = new Dictionary<int, (int Index, string Text)>();
        for (var i = 0; i < Bearer.Sent.Count; i++)
            if (Submit(Whole(i)) is { } submit && submit.Destination == first.Destination && submit.UserData.Part is { } part && part with { Number = head.Number } == head)
                parts.TryAdd(part.Number, (i, submit.UserData.Text));
        if (parts.Count < head.Total) return null;
        foreach (var index in parts.Values.Select(p => p.Index).OrderDescending()) Bearer.Sent.RemoveAt(index);
        return string.Concat(parts.OrderBy(p => p.Key).Select(p => p.Value.Text));
    }

    internal static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    internal static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
            plain.Append(text[i] != '\\' || i + 1 == text.Length ? text[i] : text[++i] switch { 'r' => '\r', 'n' => '\n', var other => other });
        return plain.ToString();
    }
}
