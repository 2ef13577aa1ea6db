using System.Buffers.Binary;
using System.Text;

namespace AtRun.Protocol.Sms;

/// <summary>User data of a short message: TP-UDL and TP-UD, as in the TPDU (23.040 §9.2.3.16, §9.2.3.24). Two are equal when their octets are.</summary>
public readonly struct UserData : IEquatable<UserData>
{
    /// <summary>Octets that fit.</summary>
    public const int MaxOctets = 140;

    /// <summary>Septets that fit without a header.</summary>
    public const int MaxSeptets = 160;

    /// <summary>Data as they came or go; the caller has checked the lengths.</summary>
    public UserData(ReadOnlyMemory<byte> octets, int length, SmsAlphabet alphabet, bool hasHeader) =>
        (Octets, Length, Alphabet, HasHeader) = (octets, length, alphabet, hasHeader);

    /// <summary>TP-UD with its header.</summary>
    public ReadOnlyMemory<byte> Octets { get; }

    /// <summary>TP-UDL: septets in GSM 7-bit, else octets.</summary>
    public int Length { get; }

    public SmsAlphabet Alphabet { get; }

    /// <summary>TP-UDHI.</summary>
    public bool HasHeader { get; }

    /// <summary>The header with its length octet; empty without one, and where its length is more than the user data: then they are all text.</summary>
    public ReadOnlyMemory<byte> Header => Octets[..HeaderLength];

    /// <summary>What follows the header as octets; for GSM 7-bit the septets, one an octet.</summary>
    public byte[] Body
    {
        get
        {
            var header = HeaderLength;
            if (Alphabet != SmsAlphabet.Gsm7) return Octets[header..].ToArray();
            var septets = new byte[BodySeptets(header)];
            GsmAlphabet.Unpack(Octets.Span[header..], septets, Septets.FillBitsBehind(header));
            return septets;
        }
    }

    /// <summary>Elements of the header; what does not fit its length is left out.</summary>
    public IEnumerable<InformationElement> Elements
    {
        get
        {
            var found = new List<InformationElement>();
            for (var element = new UserDataHeader(Header.Span); element.MoveNext();) found.Add(new(element.Identifier, Octets.Slice(element.Start, element.Length)));
            return found;
        }
    }

    /// <summary>The element of concatenation; null: none, or one that says nonsense (23.040 §9.2.3.24.1: then it is ignored).</summary>
    /// <remarks>A header whose elements do not fill it exactly is ignored as a whole (§9.2.3.24).</remarks>
    public Concatenation? Part => HasHeader ? UserDataHeader.PartOf(Header.Span) : null;

    /// <summary>The text behind the header: GSM 7-bit with the national tables that the header names, 8-bit as Latin-1, UCS2.</summary>
    /// <remarks>A UCS2 character of which only one octet is there is U+FFFD.</remarks>
    public string Text
    {
        get
        {
            var header = HeaderLength;
            var body = Octets.Span[header..];
            switch (Alphabet)
            {
                case SmsAlphabet.Gsm7:
                    var (locking, single) = header > 0 ? UserDataHeader.LanguagesOf(Octets.Span[..header]) : default;
                    Span<byte> septets = stackalloc byte[192];
                    septets = septets[..BodySeptets(header)];
                    GsmAlphabet.Unpack(body, septets, Septets.FillBitsBehind(header));
                    return GsmAlphabet.Decode(septets, locking, single);
                case SmsAlphabet.Ucs2:
                    Span<char> text = stackalloc char[128];
                    for (var i = 0; i < body.Length; i += 2)
                        text[i / 2] = i + 1 < body.Length ? (char)BinaryPrimitives.ReadUInt16BigEndian(body[i..]) : '\uFFFD';
                    return new(text[..((body.Length + 1) / 2)]);
                default:
                    return Encoding.Latin1.GetString(body);
            }
        }
    }

    /// <summary>Octets that so many septets take.</summary>
    internal static int OctetsOf(int septets) => Septets.OctetsOf(septets);

    /// <summary>Septets that a header of so many octets takes, with the fill bits behind it.</summary>
    internal static int SeptetsOf(int header) => (header * 8 + 6) / 7;

    // Programs that set TP-UDHI over user data without a header exist (smstools with binary text), and centres deliver what they send.
    private int HeaderLength
    {
        get
        {
            if (!HasHeader || Octets.IsEmpty) return 0;
            var header = Octets.Span[0] + 1;
            return header <= Octets.Length && (Alphabet != SmsAlphabet.Gsm7 || SeptetsOf(header) <= Length) ? header : 0;
        }
    }

    /// <summary>Septets behind the header: never more than the octets hold.</summary>
    private int BodySeptets(int header) => Math.Max(0, Math.Min(Length, Octets.Length * 8 / 7) - SeptetsOf(header));

    /// <summary>Text in an alphabet; false: it does not fit, or has a character that the alphabet has not.</summary>
    /// <param name="text">Of Latin-1 for 8-bit.</param>
    /// <param name="alphabet">How it is coded.</param>
    /// <param name="header">Header with its length octet; empty: none. The national tables that it names are used.</param>
    /// <param name="data">The user data.</param>
    public static bool TryMake(ReadOnlySpan<char> text, SmsAlphabet alphabet, ReadOnlySpan<byte> header, out UserData data)
    {
        data = default;
        if (text.Length > MaxSeptets || header.Length > MaxOctets) return false;
        if (alphabet != SmsAlphabet.Gsm7)
        {
            Span<byte> octets = stackalloc byte[2 * MaxSeptets];
            if (alphabet == SmsAlphabet.Ucs2)
            {
                for (var i = 0; i < text.Length; i++) BinaryPrimitives.WriteUInt16BigEndian(octets[(2 * i)..], text[i]);
                return TryMake(octets[..(2 * text.Length)], header, SmsAlphabet.Ucs2, out data);
            }
            return !text.ContainsAnyExceptInRange('\0', '\u00FF') && TryMake(octets[..Encoding.Latin1.GetBytes(text, octets)], header, SmsAlphabet.Octets, out data);
        }
        var (locking, single) = header.IsEmpty ? default : UserDataHeader.LanguagesOf(header);
        Span<byte> septets = stackalloc byte[2 * MaxSeptets];
        if (!GsmAlphabet.TryEncode(text, septets, out var count, locking, single)) return false;
        var length = SeptetsOf(header.Length) + count;
        if (length > MaxSeptets) return false;
        var made = new byte[OctetsOf(length)];
        header.CopyTo(made);
        GsmAlphabet.Pack(septets[..count], made.AsSpan(header.Length), Septets.FillBitsBehind(header.Length));
        data = new(made, length, SmsAlphabet.Gsm7, !header.IsEmpty);
        return true;
    }

    /// <summary>8-bit data; false: they do not fit.</summary>
    public static bool TryMake(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> header, out UserData data) => TryMake(octets, header, SmsAlphabet.Octets, out data);

    private static bool TryMake(ReadOnlySpan<byte> body, ReadOnlySpan<byte> header, SmsAlphabet alphabet, out UserData data)
    {
        data = default;
        if (header.Length + body.Length > MaxOctets) return false;
        byte[] made = [.. header, .. body];
        data = new(made, made.Length, alphabet, !header.IsEmpty);
        return true;
    }

    public bool Equals(UserData other) =>
        Length == other.Length && Alphabet == other.Alphabet && HasHeader == other.HasHeader && Octets.Span.SequenceEqual(other.Octets.Span);

    public override bool Equals(object? obj) => obj is UserData other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Length);
        hash.AddBytes(Octets.Span);
        return hash.ToHashCode();
    }

    public static bool operator ==(UserData left, UserData right) => left.Equals(right);

    public static bool operator !=(UserData left, UserData right) => !left.Equals(right);
}
