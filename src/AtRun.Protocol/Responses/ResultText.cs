using System.Globalization;
using AtRun.Protocol.Results;

namespace AtRun.Protocol.Responses;

/// <summary>Recognises a result in a line.</summary>
/// <remarks>V.250 §5.7.1; 27.007 §9.2; 27.005 §3.2.5</remarks>
public static class ResultText
{
    private const string Connect = "CONNECT ";

    /// <summary>Reads a result as text: <c>OK</c>, <c>CONNECT 9600</c>, <c>+CME ERROR: 10</c>, <c>+CME ERROR: SIM not inserted</c>, <c>+CMS ERROR: 321</c>.</summary>
    /// <param name="line">The line without its line end.</param>
    /// <param name="strict">False: case and blanks do not matter (<c>NOCARRIER</c>, <c>+CME ERROR:10</c>).</param>
    /// <param name="result">The result.</param>
    public static bool TryParse(ReadOnlySpan<char> line, bool strict, out FinalResult result)
    {
        result = default;
        if (!strict)
            line = line.Trim(' ');
        if (line.IsEmpty)
            return false;
        foreach (var code in ResultCode.All)
            if (code.ConnectText is null && (strict ? line.SequenceEqual(code.Text) : EqualsLoosely(line, code.Text)))
            {
                result = code.Result;
                return true;
            }
        if (line.Length > Connect.Length && line.StartsWith(Connect, strict ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase))
        {
            result = FinalResult.ConnectAt(line[Connect.Length..].ToString());
            return true;
        }
        if (ErrorOf(line, "+CME ERROR", strict, out var error))
            result = FinalResult.Of(int.TryParse(error, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CmeError.Of(number) : CmeError.Of(error.ToString()));
        else if (ErrorOf(line, "+CMS ERROR", strict, out error))
            result = FinalResult.Of(int.TryParse(error, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CmsError.Of(number) : CmsError.Of(error.ToString()));
        return result.Kind != ResultKind.None;
    }

    /// <summary>Reads a result as number (V0): <c>0</c>, <c>3</c>, <c>12</c>; no leading zeros.</summary>
    public static bool TryParseNumber(ReadOnlySpan<byte> line, out FinalResult result)
    {
        result = default;
        if (line.Length is 0 or > 2 || (line.Length == 2 && line[0] == '0'))
            return false;
        var number = 0;
        foreach (var octet in line)
        {
            if (!char.IsAsciiDigit((char)octet))
                return false;
            number = number * 10 + (octet - '0');
        }
        if (ResultCode.Find(number) is not { } code)
            return false;
        result = code.Result;
        return true;
    }

    private static bool ErrorOf(ReadOnlySpan<char> line, string prefix, bool strict, out ReadOnlySpan<char> error)
    {
        error = default;
        var colon = line.IndexOf(':');
        if (colon < 0)
            return false;
        error = line[(colon + 1)..];
        if (!strict)
        {
            error = error.Trim(' ');
            return EqualsLoosely(line[..colon], prefix);
        }
        if (!line[..colon].SequenceEqual(prefix) || error.IsEmpty || error[0] != ' ')
            return false;
        error = error[1..];
        return true;
    }

    /// <summary>Equal but for case and blanks.</summary>
    private static bool EqualsLoosely(ReadOnlySpan<char> line, ReadOnlySpan<char> text)
    {
        var at = 0;
        foreach (var character in line)
        {
            if (character == ' ')
                continue;
            while (at < text.Length && text[at] == ' ')
                at++;
            if (at == text.Length || char.ToUpperInvariant(character) != text[at])
                return false;
            at++;
        }
        return at == text.Length;
    }
}
