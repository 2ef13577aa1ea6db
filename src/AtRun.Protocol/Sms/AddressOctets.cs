using System.Buffers;

namespace AtRun.Protocol.Sms;

/// <summary>Addresses in octets: semi-octets, the first in bits 0-3, or packed septets (23.040 §9.1.2.3, §9.1.2.5).</summary>
internal static class AddressOctets
{
    /// <summary>Semi-octets of an address in a TPDU at most.</summary>
    public const int MaxDigits = 20;

    /// <summary>Septets of an alphanumeric address at most: what 20 semi-octets hold.</summary>
    public const int MaxSeptets = 11;

    /// <summary>By the value of their semi-octet. The last one is the filler; within a number it is kept as <c>f</c>.</summary>
    private const string Digits = "0123456789*#abcf";

    public static readonly SearchValues<char> DigitCharacters = SearchValues.Create("0123456789*#abcABCf");

    /// <summary>Text of <paramref name="count"/> semi-octets.</summary>
    public static string ReadDigits(ReadOnlySpan<byte> octets, int count)
    {
        Span<char> text = stackalloc char[MaxDigits + 2];
        for (var i = 0; i < octets.Length; i++)
        {
            text[2 * i] = Digits[octets[i] & 15];
            text[2 * i + 1] = Digits[octets[i] >> 4];
        }
        return new(text[..count]);
    }

    /// <summary>Text of an alphanumeric address that says a length of <paramref name="semiOctets"/>: of the septets that are whole in it.</summary>
    public static string ReadText(ReadOnlySpan<byte> octets, int semiOctets)
    {
        Span<byte> septets = stackalloc byte[semiOctets * 4 / 7];
        GsmAlphabet.Unpack(octets, septets);
        return GsmAlphabet.Decode(septets);
    }

    /// <summary>Writes digits, an odd one with a filler; returns the octets written.</summary>
    /// <exception cref="ArgumentException">A character that is no digit.</exception>
    public static int WriteDigits(ReadOnlySpan<char> digits, Span<byte> to)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            var value = ValueOf(digits[i]);
            if ((i & 1) == 0) to[i / 2] = (byte)(0xF0 | value);
            else to[i / 2] = (byte)(to[i / 2] & 0x0F | value << 4);
        }
        return (digits.Length + 1) / 2;
    }

    /// <summary>Writes an alphanumeric address; returns the octets written.</summary>
    /// <param name="semiOctets">The length that it says: semi-octets in use.</param>
    /// <exception cref="ArgumentException">Too long, or a character that the default alphabet has not.</exception>
    public static int WriteText(ReadOnlySpan<char> text, Span<byte> to, out int semiOctets)
    {
        Span<byte> septets = stackalloc byte[2 * MaxSeptets];
        if (text.Length > MaxSeptets || !GsmAlphabet.TryEncode(text, septets, out var count) || count > MaxSeptets)
            throw new ArgumentException($"no alphanumeric address: {text}");
        semiOctets = (count * 7 + 3) / 4;
        return GsmAlphabet.Pack(septets[..count], to);
    }

    private static int ValueOf(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        '*' => 10,
        '#' => 11,
        >= 'a' and <= 'c' => digit - 'a' + 12,
        >= 'A' and <= 'C' => digit - 'A' + 12,
        'f' => 15,
        _ => throw new ArgumentException($"no digit: {digit}"),
    };
}
