using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.AtRunServices;

/// <summary>User data of a digest message: a header of 30 octets and the useful text (at-run §2.1).</summary>
/// <param name="IsResponse">Code <c>D1 D1 D1</c>; else <c>D0 D0 D0</c>, a request.</param>
/// <param name="TransactionId">0 in all messages known.</param>
/// <param name="Segment">Which part, 1-15: the high nibble of octet 4.</param>
/// <param name="Segments">Of how many, 1-15: its low nibble.</param>
/// <param name="SessionId">Chosen by the sender of the request, echoed in the response.</param>
/// <param name="Digest">24 octets of Base64, over the useful text of this part alone.</param>
/// <param name="Text">The useful text.</param>
/// <remarks>
/// How a response of several parts numbers them is not published. Ours: each part carries the user data header of
/// concatenation (23.040 §9.2.3.24.1), and octet 4 says the same, as in the published messages of one part (<c>11</c>).
/// </remarks>
public readonly record struct DigestSms(
    bool IsResponse, byte TransactionId, int Segment, int Segments, byte SessionId, ReadOnlyMemory<byte> Digest, ReadOnlyMemory<byte> Text)
{
    /// <summary>Octets in front of the text.</summary>
    public const int HeaderLength = 30;

    /// <summary>Parts that octet 4 can count.</summary>
    public const int MaxSegments = 15;

    private const byte RequestCode = 0xD0, ResponseCode = 0xD1;
    private const int CodeLength = 3, TransactionAt = 3, SegmentAt = 4, SessionAt = 5, DigestAt = 6;

    /// <summary>Writes header and text; returns the octets written.</summary>
    /// <param name="to">At least <see cref="HeaderLength"/> octets more than the text.</param>
    /// <param name="password">Makes the digest.</param>
    /// <param name="text">The useful text of this part.</param>
    /// <param name="session">Session id.</param>
    /// <param name="isResponse">The code.</param>
    /// <param name="segment">1-15.</param>
    /// <param name="segments">1-15.</param>
    public static int Write(Span<byte> to, DigestPassword password, ReadOnlySpan<byte> text, byte session, bool isResponse = false, int segment = 1, int segments = 1)
    {
        to[..CodeLength].Fill(isResponse ? ResponseCode : RequestCode);
        to[TransactionAt] = 0;
        to[SegmentAt] = (byte)((segment << 4) | segments);
        to[SessionAt] = session;
        password.Digest(text, to.Slice(DigestAt, DigestPassword.DigestLength));
        text.CopyTo(to[HeaderLength..]);
        return HeaderLength + text.Length;
    }

    /// <summary>Octets and header of a message, in an array of its own.</summary>
    /// <inheritdoc cref="Write"/>
    public static byte[] Make(DigestPassword password, ReadOnlySpan<byte> text, byte session, bool isResponse = false, int segment = 1, int segments = 1)
    {
        var octets = new byte[HeaderLength + text.Length];
        Write(octets, password, text, session, isResponse, segment, segments);
        return octets;
    }

    /// <summary>The octets begin as a digest message does, request or response.</summary>
    public static bool HasCode(ReadOnlySpan<byte> octets) =>
        octets.Length >= CodeLength && octets[0] is RequestCode or ResponseCode && octets[1] == octets[0] && octets[2] == octets[0];

    /// <summary>Reads user data behind their header, if they have one. Whether the digest is right is another question: <see cref="IsMadeWith"/>.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> octets, out DigestSms message, out DecodeError error)
    {
        message = default;
        var span = octets.Span;
        if (!HasCode(span)) error = new("code", 0, "a digest message begins with D0 D0 D0 (request) or D1 D1 D1 (response)");
        else if (span.Length < HeaderLength) error = new("digest", Math.Min(span.Length, DigestAt), $"the header has {HeaderLength} octets, here are {span.Length}");
        else if (span[TransactionAt] != 0) error = new("transaction id", TransactionAt, "it is 00");
        else if (span[SegmentAt] is var segment && (segment >> 4 == 0 || segment >> 4 > (segment & 15))) error = new("segment", SegmentAt, "the high nibble says which part, the low one of how many: 11 for one");
        else
        {
            error = default;
            message = new(span[0] == ResponseCode, 0, span[SegmentAt] >> 4, span[SegmentAt] & 15, span[SessionAt], octets.Slice(DigestAt, DigestPassword.DigestLength), octets[HeaderLength..]);
            return true;
        }
        return false;
    }

    /// <summary>The digest was made with that password over that text.</summary>
    public bool IsMadeWith(DigestPassword password) => password.Verifies(Digest.Span, Text.Span);

    /// <summary>That one of some passwords which made the digest; null: none. All are tried, whichever fits.</summary>
    public bool IsMadeWithAny(IReadOnlyList<DigestPassword> passwords, [NotNullWhen(true)] out DigestPassword? password)
    {
        password = null;
        for (var i = 0; i < passwords.Count; i++)
            if (IsMadeWith(passwords[i])) password ??= passwords[i];
        return password is not null;
    }
}
