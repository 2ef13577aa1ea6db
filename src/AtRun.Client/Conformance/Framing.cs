using System.Text;

namespace AtRun.Client.Conformance;

/// <summary>The lines of a dialogue &lt;-&gt; the octets on the wire, in V1 framing (V.250 §6.2.6).</summary>
/// <remarks>
/// A line is its text and CR LF. The first line after something was typed, a final result, and the line behind an empty
/// one have a CR LF in front. A line that ends in <c>\</c> has no CR LF behind. What does not fit is written in hexadecimal.
/// </remarks>
public static class Framing
{
    private static readonly string[] FinalResults = ["OK", "ERROR", "CONNECT", "NO CARRIER", "NO DIALTONE", "BUSY", "NO ANSWER"];

    public static bool IsFinal(string text) =>
        FinalResults.Contains(text) || text.StartsWith("+CME ERROR: ", StringComparison.Ordinal) || text.StartsWith("+CMS ERROR: ", StringComparison.Ordinal)
        || text.StartsWith("CONNECT ", StringComparison.Ordinal);

    /// <summary>The octets of one line. <paramref name="fresh"/>: it begins a block.</summary>
    public static byte[] Encode(string line, ref bool fresh)
    {
        if (line.Length == 0)
        {
            fresh = true;
            return [];
        }
        var open = line.EndsWith('\\');
        var text = open ? line[..^1] : line;
        var before = fresh || IsFinal(text) ? "\r\n" : "";
        fresh = false;
        return Encoding.Latin1.GetBytes(before + text + (open ? "" : "\r\n"));
    }

    /// <summary>What was said, in the notation of the dialogues.</summary>
    public static IEnumerable<string> Decode(byte[] octets, bool fresh)
    {
        var text = Encoding.Latin1.GetString(octets);
        while (text.Length > 0)
        {
            var lead = text.StartsWith("\r\n", StringComparison.Ordinal);
            var body = lead ? text[2..] : text;
            var end = body.IndexOf("\r\n", StringComparison.Ordinal);
            var line = end < 0 ? body : body[..end];
            if (lead && line.Length == 0 && end == 0)
            {
                yield return "raw < 0D0A";
                fresh = false;
                text = body;
                continue;
            }
            if (line.Length == 0 || line.Any(c => c < ' ' || c > '~'))
            {
                yield return "raw < " + Convert.ToHexString(Encoding.Latin1.GetBytes(text));
                yield break;
            }
            if (!lead && fresh)
            {
                yield return "raw < " + Convert.ToHexString(Encoding.Latin1.GetBytes(end < 0 ? body : body[..(end + 2)]));
            }
            else
            {
                if (lead && !fresh && !IsFinal(line)) yield return "<";
                yield return "< " + line + (end < 0 ? "\\" : "");
            }
            fresh = false;
            text = end < 0 ? "" : body[(end + 2)..];
        }
    }
}
