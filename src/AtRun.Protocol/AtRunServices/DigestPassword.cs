using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AtRun.Protocol.AtRunServices;

/// <summary>A password of the white list: makes and checks digests. Of the password itself nothing is kept but its half of the digest.</summary>
/// <remarks>at-run §2.1: <c>B64(MD5(B64(MD5(password)) ":" B64(MD5(text))))</c>. MD5 is what the format prescribes.</remarks>
[SuppressMessage("Security", "CA5351", Justification = "the format of the messages prescribes MD5")]
public sealed class DigestPassword
{
    /// <summary>Characters of a password (SMS-12).</summary>
    public const int Length = 16;

    /// <summary>Octets of a digest: Base64 of 16.</summary>
    public const int DigestLength = 24;

    private const int HashLength = MD5.HashSizeInBytes;

    // B64(MD5(password)) and the colon.
    private readonly byte[] _half = new byte[DigestLength + 1];

    private DigestPassword(ReadOnlySpan<char> text)
    {
        Span<byte> octets = stackalloc byte[Length];
        Encoding.Latin1.GetBytes(text, octets);
        Base64OfHash(octets, _half);
        _half[DigestLength] = (byte)':';
        octets.Clear();
    }

    /// <summary>A password of exactly 16 characters of Latin-1.</summary>
    public static bool TryMake(ReadOnlySpan<char> text, [NotNullWhen(true)] out DigestPassword? password)
    {
        password = text.Length == Length && !text.ContainsAnyExceptInRange('\0', '\xFF') ? new(text) : null;
        return password is not null;
    }

    /// <summary>Writes the 24 octets of the digest of a text.</summary>
    public void Digest(ReadOnlySpan<byte> text, Span<byte> digest)
    {
        Span<byte> halves = stackalloc byte[2 * DigestLength + 1];
        _half.CopyTo(halves);
        Base64OfHash(text, halves[(DigestLength + 1)..]);
        Base64OfHash(halves, digest);
    }

    /// <summary>The digest is the one of that text; compared in constant time.</summary>
    public bool Verifies(ReadOnlySpan<byte> digest, ReadOnlySpan<byte> text)
    {
        Span<byte> right = stackalloc byte[DigestLength];
        Digest(text, right);
        return CryptographicOperations.FixedTimeEquals(right, digest);
    }

    private static void Base64OfHash(ReadOnlySpan<byte> octets, Span<byte> to)
    {
        Span<byte> hash = stackalloc byte[HashLength];
        MD5.HashData(octets, hash);
        Base64.EncodeToUtf8(hash, to, out _, out _);
    }
}
