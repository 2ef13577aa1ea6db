namespace AtRun.Protocol.Sms;

/// <summary>GSM 7-bit default alphabet, its extension table and the national shift tables (23.038 §6.2.1, annex A).</summary>
public static class GsmAlphabet
{
    /// <summary>Septet that leads to the extension table.</summary>
    public const byte Escape = 0x1B;

    /// <summary>The text of septets, one an octet; an unknown extension is the character of the default table (23.038 §6.2.1.1 note 1).</summary>
    /// <param name="septets">0-127 each.</param>
    /// <param name="locking">National language identifier of the locking shift table; 0: the default table.</param>
    /// <param name="single">National language identifier of the single shift table; 0: the extension table.</param>
    public static string Decode(ReadOnlySpan<byte> septets, int locking = 0, int single = 0) => throw new NotImplementedException();

    /// <summary>Septets of a text, one an octet, two for a character of the extension table; false: it has a character that is in neither.</summary>
    /// <param name="text">Any length.</param>
    /// <param name="septets">Twice the length of the text is enough.</param>
    /// <param name="count">Septets written; where it is false, those of the characters before.</param>
    /// <param name="locking">As in <see cref="Decode"/>.</param>
    /// <param name="single">As in <see cref="Decode"/>.</param>
    public static bool TryEncode(ReadOnlySpan<char> text, Span<byte> septets, out int count, int locking = 0, int single = 0) => throw new NotImplementedException();

    /// <summary>Septets that a text takes; -1: it has a character that the alphabet has not.</summary>
    public static int CountOf(ReadOnlySpan<char> text) => throw new NotImplementedException();

    /// <summary>Packs septets into octets, behind <paramref name="fillBits"/> zero bits (23.038 §6.1.2.1); returns the octets written.</summary>
    public static int Pack(ReadOnlySpan<byte> septets, Span<byte> octets, int fillBits = 0) => throw new NotImplementedException();

    /// <summary>Unpacks as many septets as <paramref name="septets"/> holds.</summary>
    public static void Unpack(ReadOnlySpan<byte> octets, Span<byte> septets, int fillBits = 0) => throw new NotImplementedException();
}
