using System.Globalization;

namespace AtRun.Client.Conformance;

/// <summary>What the test form of a command says: for each parameter the values that it may have (V.250 §5.7.3).</summary>
/// <remarks><code>
/// +CMEE: (0-2)        #SGACTAUTH: (0,1)        +CGDCONT: (1-5),"IP",,,(0-1),(0-1)
/// </code></remarks>
public sealed record TestForm(IReadOnlyList<TestForm.Field> Fields)
{
    /// <summary>The values of one parameter: runs of numbers in order, none touching the next, and texts. Nothing of either: it does not say.</summary>
    public sealed record Field(IReadOnlyList<(long From, long To)> Numbers, IReadOnlyList<string> Texts)
    {
        public bool SaysNothing => Numbers.Count == 0 && Texts.Count == 0;

        public bool Allows(long number) => Numbers.Any(n => number >= n.From && number <= n.To);

        /// <summary>The same values, however they are written.</summary>
        public bool IsLike(Field other) => Numbers.SequenceEqual(other.Numbers) && Texts.Order(StringComparer.Ordinal).SequenceEqual(other.Texts.Order(StringComparer.Ordinal));
    }

    /// <summary>Reads what stands behind the name.</summary>
    public static TestForm Read(string text) => new([.. Split(text, ',').Select(ReadField)]);

    private static Field ReadField(string text)
    {
        var inside = text is ['(', .., ')'] ? text[1..^1] : text;
        var (numbers, texts) = (new List<(long From, long To)>(), new List<string>());
        foreach (var item in Split(inside, ','))
        {
            if (item.Length == 0) continue;
            var dash = item.IndexOf('-', StringComparison.Ordinal);
            if (Number(item) is { } one) numbers.Add((one, one));
            else if (dash > 0 && Number(item[..dash]) is { } from && Number(item[(dash + 1)..]) is { } to) numbers.Add((from, to));
            else texts.Add(item);
        }
        return new(Joined(numbers), texts);
    }

    private static List<(long From, long To)> Joined(List<(long From, long To)> numbers)
    {
        var joined = new List<(long From, long To)>();
        foreach (var (from, to) in numbers.Order())
            if (joined is [.., var last] && from <= last.To + 1) joined[^1] = (last.From, Math.Max(last.To, to));
            else joined.Add((from, to));
        return joined;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>At commas that stand neither in parentheses nor in quotes; blanks around the pieces go.</summary>
    private static IEnumerable<string> Split(string text, char at)
    {
        var (depth, quoted, from) = (0, false, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (text[i] == '(') depth++;
            else if (text[i] == ')') depth--;
            else if (text[i] == at && depth == 0)
            {
                yield return text[from..i].Trim();
                from = i + 1;
            }
        }
        yield return text[from..].Trim();
    }
}
