using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace AtRun.Protocol.Responses;

/// <summary>What a value of an answer is written as.</summary>
public enum ResponseValueKind
{
    /// <summary>Nothing between two commas.</summary>
    Empty,

    /// <summary>A number, a range, a word: <c>12</c>, <c>0-4</c>, <c>55FA</c>.</summary>
    Bare,

    /// <summary>In double quotes.</summary>
    Quoted,

    /// <summary>In parentheses.</summary>
    List,
}

/// <summary>One value of an answer.</summary>
/// <remarks>V.250 §5.4.2 (values), §5.7.3 (ranges)</remarks>
public sealed record ResponseValue(ResponseValueKind Kind, string Text, IReadOnlyList<ResponseValue> Items)
{
    public static ResponseValue Empty { get; } = new(ResponseValueKind.Empty, "", []);

    /// <summary>The value as a decimal number; false for what is none.</summary>
    public bool TryNumber(out long number)
    {
        number = 0;
        return Kind != ResponseValueKind.List && long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The value as a range, <c>0-4</c>; a number is the range of itself.</summary>
    public bool TryRange(out long first, out long last)
    {
        first = last = 0;
        if (Kind != ResponseValueKind.Bare)
            return false;
        var hyphen = Text.IndexOf('-', Math.Min(1, Text.Length));
        if (hyphen < 0)
        {
            var isNumber = TryNumber(out first);
            last = first;
            return isNumber;
        }
        return long.TryParse(Text.AsSpan(0, hyphen), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out first)
            && long.TryParse(Text.AsSpan(hyphen + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out last)
            && first <= last;
    }

    /// <summary>True where the answer to a test form allows this number here: <c>(0-3,5)</c> allows 5.</summary>
    public bool Allows(long number) => Kind == ResponseValueKind.List
        ? Items.Any(item => item.Allows(number))
        : TryRange(out var first, out var last) && first <= number && number <= last;

    /// <summary>The text with <c>\22</c> and its like turned into the characters they stand for (V.250 §5.4.2.2). Any other backslash stays.</summary>
    public string Unescaped()
    {
        if (!Text.Contains('\\'))
            return Text;
        var text = new StringBuilder(Text.Length);
        for (var i = 0; i < Text.Length; i++)
            if (Text[i] == '\\' && i + 2 < Text.Length && char.IsAsciiHexDigit(Text[i + 1]) && char.IsAsciiHexDigit(Text[i + 2]))
            {
                text.Append((char)byte.Parse(Text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 2;
            }
            else
                text.Append(Text[i]);
        return text.ToString();
    }
}

/// <summary>Why a line could not be read as values.</summary>
/// <param name="Field">The value, counted from 1.</param>
/// <param name="Offset">Index in the line, in characters.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record ResponseValuesError(int Field, int Offset, string Reason);

/// <summary>An answer taken apart: <c>+COPS: 0,0,"vodafone IT"</c> has the prefix <c>+COPS</c> and three values.</summary>
public sealed record ResponseValues(string Prefix, IReadOnlyList<ResponseValue> Values)
{
    /// <summary>The deepest list that is read; +CIND=? of 27.007 §8.9 has two.</summary>
    public const int MaxDepth = 4;

    public ResponseValue this[int index] => index < Values.Count ? Values[index] : ResponseValue.Empty;

    /// <summary>
    /// Takes a line apart. The prefix is empty where there is none; see <see cref="ResponsePrefix.Read"/> for what passes as one. Blanks around
    /// values do not count. Exactly one of value and error is given.
    /// </summary>
    public static bool TryDecode(string line, [NotNullWhen(true)] out ResponseValues? values, [NotNullWhen(false)] out ResponseValuesError? error)
    {
        values = null;
        Span<char> name = stackalloc char[ResponsePrefix.MaxLength];
        var length = ResponsePrefix.Read(line, name, out var valuesAt);
        var decoder = new ResponseValuesDecoder(line, valuesAt);
        if (!decoder.TryDecode(out var read, out error))
            return false;
        values = new ResponseValues(new string(name[..length]), read);
        return true;
    }
}
