using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace AtRun.Protocol.AtRunServices;

/// <summary>The message that switches SMSATRUN on from far away (SMS-25, DEC-13). It works where the owner has set an activation key, nowhere else.</summary>
/// <param name="Time">When it was made: a module takes it within <see cref="Tolerance"/> of its own clock, and none that is not newer than the last one it took.</param>
/// <param name="Password">16 characters for the white list.</param>
/// <param name="Number">A number for the white list; null: none.</param>
/// <remarks>
/// 8-bit user data without header:
/// <code>
/// offset  octets  value
/// 0       3       D2 D2 D2
/// 3       1       01, the version
/// 4       8       Unix time in seconds, most significant octet first
/// 12      16      first half of HMAC-SHA-256, by the activation key, over all the other octets in their order
/// 28      n       password, or password ',' number, Latin-1
/// </code>
/// </remarks>
public sealed record ActivationSms(DateTimeOffset Time, string Password, string? Number)
{
    /// <summary>Octets of a key at least.</summary>
    public const int MinKeyLength = 16;

    private const byte Code = 0xD2, Version = 1;
    private const int TimeAt = 4, MacAt = 12, MacLength = 16, TextAt = MacAt + MacLength;

    /// <summary>How far its time may be from the module's clock.</summary>
    public static TimeSpan Tolerance => TimeSpan.FromHours(24);

    /// <summary>The octets begin as an activation message does.</summary>
    public static bool HasCode(ReadOnlySpan<byte> octets) => octets is [Code, Code, Code, ..];

    /// <summary>The user data.</summary>
    /// <param name="key">The owner's activation key, <see cref="MinKeyLength"/> octets or more.</param>
    public byte[] Make(ReadOnlySpan<byte> key)
    {
        var text = Number is null ? Password : $"{Password},{Number}";
        var octets = new byte[TextAt + text.Length];
        octets.AsSpan(0, 3).Fill(Code);
        octets[3] = Version;
        BinaryPrimitives.WriteInt64BigEndian(octets.AsSpan(TimeAt), Time.ToUnixTimeSeconds());
        Encoding.Latin1.GetBytes(text, octets.AsSpan(TextAt));
        Mac(key, octets).AsSpan(0, MacLength).CopyTo(octets.AsSpan(MacAt));
        return octets;
    }

    /// <summary>Reads one that was made with the key. Whether its time is right is the module's to say.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> key, [NotNullWhen(true)] out ActivationSms? message, out DecodeError error)
    {
        message = null;
        if (!HasCode(octets)) error = new("code", 0, "an activation message begins with D2 D2 D2");
        else if (octets.Length < TextAt + DigestPassword.Length) error = new("text", Math.Min(octets.Length, TextAt), $"header and password have {TextAt + DigestPassword.Length} octets, here are {octets.Length}");
        else if (octets[3] != Version) error = new("version", 3, "it is 01");
        else if (!CryptographicOperations.FixedTimeEquals(Mac(key, octets).AsSpan(0, MacLength), octets.Slice(MacAt, MacLength))) error = new("HMAC", MacAt, "it was not made with this key over these octets");
        else if (BinaryPrimitives.ReadInt64BigEndian(octets[TimeAt..]) is var seconds && seconds is < 0 or > 253_402_300_799) error = new("time", TimeAt, "it is out of range");
        else
        {
            var text = Encoding.Latin1.GetString(octets[TextAt..]);
            if (text.Length > DigestPassword.Length && text[DigestPassword.Length] != ',') error = new("text", TextAt + DigestPassword.Length, "a comma and a number may follow the 16 characters of the password");
            else
            {
                error = default;
                message = new(DateTimeOffset.FromUnixTimeSeconds(seconds), text[..DigestPassword.Length], text.Length > DigestPassword.Length ? text[(DigestPassword.Length + 1)..] : null);
            }
        }
        return message is not null;
    }

    private static byte[] Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> octets)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        mac.AppendData(octets[..MacAt]);
        mac.AppendData(octets[TextAt..]);
        return mac.GetHashAndReset();
    }
}
