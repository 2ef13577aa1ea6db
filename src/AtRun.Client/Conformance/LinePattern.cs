using System.Globalization;

namespace AtRun.Client.Conformance;

/// <summary>How a line differs between modules: text, and in angle brackets what stands for any text of a kind.</summary>
/// <remarks>
/// <c>&lt;any&gt;</c> anything, also nothing; <c>&lt;text&gt;</c> a string in quotes; <c>&lt;int&gt;</c>, <c>&lt;int 0-31&gt;</c> a decimal number; <c>&lt;digits&gt;</c>,
/// <c>&lt;digits 19-20&gt;</c> so many digits; <c>&lt;hex&gt;</c>, <c>&lt;hex 4&gt;</c> hexadecimal digits; <c>&lt;imei&gt;</c>; <c>&lt;ip&gt;</c>; <c>&lt;one of A|B&gt;</c> one
/// of these texts. A kind takes as much as it can; <c>&lt;any&gt;</c> and <c>&lt;text&gt;</c> leave what the rest needs.
/// </remarks>
public sealed class LinePattern
{
    private const int ImeiLength = 15;

    private readonly List<Part> _parts = [];

    /// <summary>Gives the lengths, the longest first, that the part may take of the text.</summary>
    private delegate IEnumerable<int> Part(string text, int at);

    private LinePattern(string text) => Text = text;

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>A text that stands for itself.</summary>
    public static LinePattern Exactly(string text)
    {
        var pattern = new LinePattern(text);
        pattern._parts.Add(Literal(text));
        return pattern;
    }

    /// <exception cref="FormatException">It has a kind that there is none of.</exception>
    public static LinePattern Parse(string text)
    {
        var pattern = new LinePattern(text);
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('<', at);
            if (open != at)
            {
                var literal = open < 0 ? text[at..] : text[at..open];
                pattern._parts.Add(Literal(literal));
                at += literal.Length;
                continue;
            }
            var close = text.IndexOf('>', at);
            if (close < 0) throw new FormatException($"\"{text}\": a > is missing.");
            pattern._parts.Add(Kind(text[(at + 1)..close]));
            at = close + 1;
        }
        return pattern;
    }

    public bool Matches(string line) => Matches(line, 0, 0);

    private bool Matches(string line, int at, int part) =>
        part == _parts.Count ? at == line.Length : _parts[part](line, at).Any(length => Matches(line, at + length, part + 1));

    private static Part Literal(string literal) => (text, at) => string.CompareOrdinal(text, at, literal, 0, literal.Length) == 0 ? [literal.Length] : [];

    private static Part Kind(string kind)
    {
        var blank = kind.IndexOf(' ');
        var (name, rest) = blank < 0 ? (kind, "") : (kind[..blank], kind[(blank + 1)..]);
        switch (name)
        {
            case "any":
                return static (text, at) => Enumerable.Range(0, text.Length - at + 1).Reverse();
            case "text":
                return static (text, at) => at < text.Length && text[at] == '"' && text.IndexOf('"', at + 1) is var end and > 0 ? [end + 1 - at] : [];
            case "int":
                var (least, most) = Bounds(rest, 0, int.MaxValue);
                return (text, at) => Run(text, at, char.IsAsciiDigit) is var length and > 0
                    && int.TryParse(text.AsSpan(at, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? [length] : [];
            case "digits":
                return Of(char.IsAsciiDigit, Bounds(rest, 1, int.MaxValue));
            case "hex":
                return Of(char.IsAsciiHexDigit, Bounds(rest, 1, int.MaxValue));
            case "imei":
                return Of(char.IsAsciiDigit, (ImeiLength, ImeiLength));
            case "ip":
                return static (text, at) => Run(text, at, static c => char.IsAsciiDigit(c) || c == '.') is var length and > 0 && System.Net.IPAddress.TryParse(text.AsSpan(at, length), out _) ? [length] : [];
            case "one" when rest.StartsWith("of ", StringComparison.Ordinal):
                var texts = rest[3..].Split('|');
                return (text, at) => texts.Where(t => string.CompareOrdinal(text, at, t, 0, t.Length) == 0).Select(t => t.Length);
            default:
                throw new FormatException($"\"<{kind}>\" is no kind of text.");
        }
    }

    private static Part Of(Func<char, bool> which, (int Least, int Most) length) =>
        (text, at) => Run(text, at, which) is var found && found >= length.Least ? [Math.Min(found, length.Most)] : [];

    private static int Run(string text, int at, Func<char, bool> which)
    {
        var end = at;
        while (end < text.Length && which(text[end])) end++;
        return end - at;
    }

    // "" | "4" | "19-20"
    private static (int Least, int Most) Bounds(string text, int least, int most)
    {
        if (text.Length == 0) return (least, most);
        var dash = text.IndexOf('-');
        return dash < 0 ? (Number(text), Number(text)) : (Number(text[..dash]), Number(text[(dash + 1)..]));

        static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new FormatException($"\"{digits}\" is no number.");
    }
}
