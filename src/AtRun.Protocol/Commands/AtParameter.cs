using System.Buffers.Text;
using AtRun.Protocol.Lines;

namespace AtRun.Protocol.Commands;

/// <summary>One parameter of a command: name, help and domain. The declaration is a property of the command's record.</summary>
public abstract class AtParameter(string name, string help, string domain, bool mandatory, bool isKey)
{
    /// <summary>Name in angle brackets in the manuals.</summary>
    public string Name { get; } = name;

    public string Help { get; } = help;

    /// <summary>The domain as the test form prints it (V.250 §5.7.3).</summary>
    public string Domain { get; } = domain;

    public bool Mandatory { get; } = mandatory;

    /// <summary>Selects the row of a setting that has several.</summary>
    public bool IsKey { get; } = isKey;

    /// <summary>The value is missing: a mandatory one fails, another keeps what it has.</summary>
    protected bool Absent(ref ParameterReader values) => !Mandatory || values.Fail(BindFault.Missing);
}

/// <summary>A decimal number out of a range or a list.</summary>
public sealed class IntParameter : AtParameter
{
    /// <summary>A range, both ends included.</summary>
    public IntParameter(string name, string help, int min, int max, string? domain = null, bool mandatory = false, bool isKey = false)
        : base(name, help, domain ?? (max == min ? $"({min})" : max == min + 1 ? $"({min},{max})" : $"({min}-{max})"), mandatory, isKey) =>
        (Min, Max) = (min, max);

    /// <summary>A list of values.</summary>
    public IntParameter(string name, string help, int[] values, string? domain = null, bool mandatory = false, bool isKey = false)
        : base(name, help, domain ?? $"({string.Join(',', values)})", mandatory, isKey) =>
        (Values, Min, Max) = (values, values.Min(), values.Max());

    public int Min { get; }
    public int Max { get; }

    /// <summary>The values where they are no range, else null.</summary>
    public IReadOnlyList<int>? Values { get; }

    public bool Allows(int value) => Values is null ? value >= Min && value <= Max : Values.Contains(value);

    /// <summary>Takes the next value; what is absent leaves <paramref name="value"/> as it is.</summary>
    public bool Bind(ref ParameterReader values, ref int value)
    {
        if (!values.TryNext(out var text, out var quoted) || (text.IsEmpty && !quoted))
            return values.Error.Fault == BindFault.None && Absent(ref values);
        if (quoted || text[0] is < (byte)'0' or > (byte)'9' || !Utf8Parser.TryParse(text, out int number, out var used) || used != text.Length)
            return values.Fail(quoted || !IsNumber(text) ? BindFault.NotANumber : BindFault.OutsideTheDomain);
        if (!Allows(number)) return values.Fail(BindFault.OutsideTheDomain);
        value = number;
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}

/// <summary>A string, quoted or bare.</summary>
public sealed class TextParameter(
    string name, string help, int minLength, int maxLength, string? domain = null,
    bool mandatory = false, bool isKey = false, bool quoted = false, bool bare = false, SecretAttribute? secret = null)
    : AtParameter(name, help, domain ?? "", mandatory, isKey)
{
    /// <summary>Null: the value may be seen.</summary>
    public SecretAttribute? Secret { get; } = secret;

    /// <summary>Characters.</summary>
    public int MinLength { get; } = minLength;

    /// <summary>Characters.</summary>
    public int MaxLength { get; } = maxLength;

    /// <summary>Must be typed in double quotes.</summary>
    public bool Quoted { get; } = quoted;

    /// <summary>Is printed without quotes.</summary>
    public bool Bare { get; } = bare;

    /// <summary>Takes the next value; what is absent leaves <paramref name="value"/> as it is.</summary>
    public bool Bind(ref ParameterReader values, ref string value)
    {
        if (!values.TryNext(out var text, out var wasQuoted) || (text.IsEmpty && !wasQuoted))
            return values.Error.Fault == BindFault.None && Absent(ref values);
        if (Quoted && !wasQuoted) return values.Fail(BindFault.NeedsQuotes);
        if (text.Length < MinLength) return values.Fail(BindFault.TooShort);
        if (text.Length > MaxLength) return values.Fail(BindFault.TooLong);
        if (value.Length != text.Length || !Same(value, text)) value = System.Text.Encoding.Latin1.GetString(text);
        if (!wasQuoted && values.BareToUpper) value = value.ToUpperInvariant();
        return true;
    }

    public void Format(string value, OctetBuffer to)
    {
        if (Bare) to.AddText(value);
        else to.AddQuoted(value);
    }

    // An unchanged value keeps its string: repeating a command leaves no garbage.
    private static bool Same(string value, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (value[i] != text[i]) return false;
        return true;
    }
}
