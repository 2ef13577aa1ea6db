using System.Text;

namespace AtRun.Client.Conformance;

/// <summary>What comparing what was said with what is expected came to.</summary>
internal enum Verdict
{
    /// <summary>More must be said before one can tell.</summary>
    Incomplete,

    Yes,
    No,
}

/// <summary>Compares what a module says with the lines of a dialogue, octet by octet. Pure.</summary>
internal sealed class AnswerMatcher
{
    private const string LineEnd = "\r\n";

    private bool _fresh = true;

    /// <summary>Something was typed: what follows begins a block.</summary>
    public void Typed() => _fresh = true;

    /// <summary>Compares the beginning of what was said with one expectation.</summary>
    /// <param name="expected">The expectation.</param>
    /// <param name="said">What was said and is not matched yet.</param>
    /// <param name="quiet">Nothing more comes: what may repeat has ended.</param>
    /// <param name="consumed">Octets that were expected, if it matches.</param>
    public Verdict Try(Expected expected, ReadOnlySpan<byte> said, bool quiet, out int consumed)
    {
        consumed = 0;
        switch (expected)
        {
            case NewBlock:
                _fresh = true;
                return Verdict.Yes;
            case ExpectedOctets octets:
                var common = Math.Min(octets.Octets.Length, said.Length);
                if (!said[..common].SequenceEqual(octets.Octets.AsSpan(0, common))) return Verdict.No;
                if (common < octets.Octets.Length) return quiet ? Verdict.No : Verdict.Incomplete;
                consumed = common;
                _fresh = false;
                return Verdict.Yes;
            case ExpectedLine line:
                var match = Line(line, Encoding.Latin1.GetString(said), out consumed);
                if (match == Verdict.Yes) _fresh = false;
                else if (match == Verdict.Incomplete && quiet) match = Verdict.No;
                return match;
            default:
                throw new ArgumentException($"{expected} is no expectation", nameof(expected));
        }
    }

    private Verdict Line(ExpectedLine line, string said, out int consumed)
    {
        consumed = 0;
        var lead = _fresh || Framing.IsFinal(line.Pattern.Text) ? LineEnd : "";
        if (!said.StartsWith(lead, StringComparison.Ordinal)) return lead.StartsWith(said, StringComparison.Ordinal) ? Verdict.Incomplete : Verdict.No;
        var text = said[lead.Length..];
        if (line.Open)
        {
            var length = line.Pattern.Text.Length;
            if (text.Length < length) return line.Pattern.Text.StartsWith(text, StringComparison.Ordinal) ? Verdict.Incomplete : Verdict.No;
            consumed = lead.Length + length;
            return line.Pattern.Matches(text[..length]) ? Verdict.Yes : Verdict.No;
        }
        var end = text.IndexOf(LineEnd, StringComparison.Ordinal);
        if (end < 0) return Verdict.Incomplete;
        consumed = lead.Length + end + LineEnd.Length;
        // What may repeat is no empty line and no result: it would never end.
        return line.Pattern.Matches(text[..end]) && !(line.Repeats && (end == 0 || Framing.IsFinal(text[..end]))) ? Verdict.Yes : Verdict.No;
    }
}
