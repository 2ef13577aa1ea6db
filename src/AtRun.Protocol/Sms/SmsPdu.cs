using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.Sms;

/// <summary>A TPDU behind the address of its service centre, in hexadecimal: what AT commands take and give in PDU mode (27.005 §3.1, &lt;pdu&gt;).</summary>
/// <param name="Centre">None: length octet 00, the module's own centre.</param>
/// <param name="Tpdu">The TPDU; its length is the one that +CMGS takes.</param>
public sealed record SmsPdu(SmsAddress Centre, Tpdu Tpdu)
{
    /// <summary>Octets in front of the TPDU at most: length, type, ten octets of digits.</summary>
    public const int MaxCentreLength = 12;

    private const string CentreField = "RP-SCA";

    /// <summary>Reads hexadecimal, either case, blanks between octets allowed.</summary>
    /// <remarks>Offsets of errors count octets, not digits.</remarks>
    public static bool TryParse(ReadOnlySpan<char> hex, TpduDirection direction, [NotNullWhen(true)] out SmsPdu? pdu, out DecodeError error)
    {
        pdu = null;
        Span<byte> octets = stackalloc byte[MaxCentreLength + Tpdu.MaxLength];
        return TryReadHex(hex, octets, out var count, out error) && TryDecode(octets[..count], direction, out pdu, out error);
    }

    /// <inheritdoc cref="TryParse"/>
    public static bool TryDecode(ReadOnlySpan<byte> octets, TpduDirection direction, [NotNullWhen(true)] out SmsPdu? pdu, out DecodeError error)
    {
        pdu = null;
        if (!TryDecodeCentre(octets, out var centre, out var consumed, out error)) return false;
        if (!Tpdu.TryDecode(octets[consumed..], direction, out var tpdu, out error))
        {
            error = error with { Offset = error.Offset + consumed };
            return false;
        }
        pdu = new(centre, tpdu);
        return true;
    }

    /// <summary>Writes the address of a service centre with its length octet (24.011 §8.2.5.1); returns the octets written, 1 for none.</summary>
    /// <exception cref="ArgumentException">It is alphanumeric, or has more than 20 digits or others than <c>0</c>-<c>9 * # a b c</c>.</exception>
    public static int EncodeCentre(SmsAddress centre, Span<byte> to)
    {
        if (centre.IsNone)
        {
            to[0] = 0;
            return 1;
        }
        if (centre.Type == TypeOfNumber.Alphanumeric || centre.Digits.Length > AddressOctets.MaxDigits) throw new ArgumentException($"no address of a service centre: {centre}");
        to[1] = (byte)centre.TypeOfAddress;
        to[0] = (byte)(1 + AddressOctets.WriteDigits(centre.Digits, to[2..]));
        return 1 + to[0];
    }

    /// <summary>Reads the address of a service centre with its length octet, which counts the octets that follow.</summary>
    public static bool TryDecodeCentre(ReadOnlySpan<byte> octets, out SmsAddress centre, out int consumed, out DecodeError error)
    {
        centre = SmsAddress.None;
        consumed = 0;
        error = default;
        if (octets.IsEmpty) return Fail(0, "the octets end here", out error);
        var length = octets[0];
        if (length > 0)
        {
            if (length is 1 or >= MaxCentreLength) return Fail(0, $"length of {length} octets, not 0 or 2 to {MaxCentreLength - 1}", out error);
            if (octets.Length <= length) return Fail(octets.Length, "the octets end here", out error);
            if (octets[1] < 0x80) return Fail(1, "bit 7 of the type of address is 0", out error);
            if ((octets[1] & 0x70) == 0x50) return Fail(1, "alphanumeric", out error);
            var value = octets[2..(1 + length)];
            centre = SmsAddress.Of(AddressOctets.ReadDigits(value, 2 * value.Length - (value[^1] >= 0xF0 ? 1 : 0)), octets[1]);
        }
        consumed = 1 + length;
        return true;

        static bool Fail(int at, string reason, out DecodeError error)
        {
            error = new(CentreField, at, reason);
            return false;
        }
    }

    public byte[] ToArray()
    {
        Span<byte> octets = stackalloc byte[MaxCentreLength + Tpdu.MaxLength];
        var count = EncodeCentre(Centre, octets);
        return octets[..(count + Tpdu.Encode(octets[count..]))].ToArray();
    }

    /// <summary>Upper-case hexadecimal.</summary>
    public override string ToString() => Convert.ToHexString(ToArray());

    private static bool TryReadHex(ReadOnlySpan<char> hex, Span<byte> octets, out int count, out DecodeError error)
    {
        count = 0;
        error = default;
        for (var at = 0; at < hex.Length;)
        {
            if (hex[at] == ' ')
            {
                at++;
                continue;
            }
            var high = ValueOf(hex[at]);
            if (high < 0) return Fail(count, $"'{hex[at]}' is no hexadecimal digit", out error);
            if (at + 1 == hex.Length) return Fail(count, "odd number of hexadecimal digits", out error);
            var low = ValueOf(hex[at + 1]);
            if (low < 0) return Fail(count, $"'{hex[at + 1]}' is no hexadecimal digit", out error);
            if (count == octets.Length) return Fail(count, $"more than {octets.Length} octets", out error);
            octets[count++] = (byte)(high << 4 | low);
            at += 2;
        }
        return true;

        static int ValueOf(char digit) => char.IsAsciiHexDigit(digit) ? digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10 : -1;

        static bool Fail(int at, string reason, out DecodeError error)
        {
            error = new("PDU", at, reason);
            return false;
        }
    }
}
