namespace AtRun.Protocol.Responses;

/// <summary>The name in front of an answer: <c>+COPS</c> of <c>+COPS: 0,0,"vodafone IT"</c>.</summary>
/// <remarks>V.250 §5.4.4.3, §5.4.4.4; the misprints are those of AT reference 80000ST10025a, which modules may well have copied.</remarks>
public static class ResponsePrefix
{
    /// <summary>Longest name, in characters; <c>#CMGLCONCINDEX</c>, the longest of the family, has 14.</summary>
    public const int MaxLength = 32;

    private const string ExtensionCharacters = "+#$@*%&^";

    private static readonly (string Printed, string Meant)[] _misprints =
    [
        ("#EHNRST", "#ENHRST"),
        ("+CGLASS", "+CGCLASS"),
        ("+GSMCONT", "#GSMCONT"),
        ("#STSRI", "#STSR"),
    ];

    /// <summary>
    /// Reads the name: upper case, without blanks, misprints mended. Understood are <c>+CGATT:1</c>, <c># SMSATRUN: 1</c>, <c>+CAMM : 1</c>,
    /// <c>AT#SKTD: 0</c>, <c>#STARTMODESCR=1</c>, <c>+PACSP1</c>. A name without one of + # $ @ * % &amp; ^ in front is upper case letters and a blank after the colon (<c>SRING: 1</c>).
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="name">Gets the name; at least <see cref="MaxLength"/> characters.</param>
    /// <param name="valuesAt">Where the values begin in the line; 0 without a name.</param>
    /// <returns>The length of the name; 0 where the line has none.</returns>
    public static int Read(ReadOnlySpan<char> line, Span<char> name, out int valuesAt)
    {
        valuesAt = 0;
        var at = Blanks(line, 0);
        if (line.Length > at + 2 && line[at..].StartsWith("AT", StringComparison.OrdinalIgnoreCase) && ExtensionCharacters.Contains(line[at + 2]))
            at += 2;
        if (at == line.Length)
            return 0;

        var isExtended = ExtensionCharacters.Contains(line[at]);
        var length = 0;
        if (isExtended)
            name[length++] = line[at++];
        for (; at < line.Length && length < MaxLength; at++)
        {
            var character = line[at];
            if (character == ':' || (character == '=' && isExtended))
                return End(line, name, length, isExtended, at + 1, out valuesAt);
            if (character == ' ' && isExtended)
                continue;
            if (isExtended ? !char.IsAsciiLetterOrDigit(character) : !char.IsAsciiLetterUpper(character))
                return 0;
            if (char.IsAsciiDigit(character) && name[..length].SequenceEqual("+PACSP"))
            {
                valuesAt = at;
                return length;
            }
            name[length++] = char.ToUpperInvariant(character);
        }
        return 0;
    }

    /// <summary>The name that a line begins with, or an empty string; see <see cref="Read"/>.</summary>
    public static string Of(ReadOnlySpan<char> line)
    {
        Span<char> name = stackalloc char[MaxLength];
        return new string(name[..Read(line, name, out _)]);
    }

    private static int End(ReadOnlySpan<char> line, Span<char> name, int length, bool isExtended, int at, out int valuesAt)
    {
        valuesAt = 0;
        if (length < 2 || (!isExtended && at < line.Length && line[at] != ' '))
            return 0;
        valuesAt = Blanks(line, at);
        foreach (var (printed, meant) in _misprints)
            if (name[..length].SequenceEqual(printed))
            {
                meant.CopyTo(name);
                return meant.Length;
            }
        return length;
    }

    private static int Blanks(ReadOnlySpan<char> line, int at)
    {
        while (at < line.Length && line[at] == ' ')
            at++;
        return at;
    }
}
