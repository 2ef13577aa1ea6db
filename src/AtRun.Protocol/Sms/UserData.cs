namespace AtRun.Protocol.Sms;

/// <summary>An information element of a user data header (23.040 §9.2.3.24), kept as it came.</summary>
public readonly record struct InformationElement(byte Identifier, ReadOnlyMemory<byte> Data);

/// <summary>A part of a concatenated message (23.040 §9.2.3.24.1, .8).</summary>
/// <param name="Reference">0-255, or 0-65535 where it is wide; the same in all parts.</param>
/// <param name="Total">1-255.</param>
/// <param name="Number">1 to <paramref name="Total"/>.</param>
/// <param name="Wide">A reference of 16 bits.</param>
public readonly record struct Concatenation(int Reference, int Total, int Number, bool Wide = false);

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

    /// <summary>The header with its length octet; empty without one.</summary>
    public ReadOnlyMemory<byte> Header => throw new NotImplementedException();

    /// <summary>What follows the header as octets; for GSM 7-bit the septets, one an octet.</summary>
    public byte[] Body => throw new NotImplementedException();

    /// <summary>Elements of the header; what does not fit its length is left out.</summary>
    public IEnumerable<InformationElement> Elements => throw new NotImplementedException();

    /// <summary>The element of concatenation; null: none, or one that says nonsense (23.040 §9.2.3.24.1: then it is ignored).</summary>
    public Concatenation? Part => throw new NotImplementedException();

    /// <summary>The text behind the header: GSM 7-bit with the national tables that the header names, 8-bit as Latin-1, UCS2.</summary>
    public string Text => throw new NotImplementedException();

    /// <summary>Text in an alphabet; false: it does not fit, or has a character that the alphabet has not.</summary>
    /// <param name="text">Of Latin-1 for 8-bit.</param>
    /// <param name="alphabet">How it is coded.</param>
    /// <param name="header">Header with its length octet; empty: none.</param>
    /// <param name="data">The user data.</param>
    public static bool TryMake(ReadOnlySpan<char> text, SmsAlphabet alphabet, ReadOnlySpan<byte> header, out UserData data) => throw new NotImplementedException();

    /// <summary>8-bit data; false: they do not fit.</summary>
    public static bool TryMake(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> header, out UserData data) => throw new NotImplementedException();

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
