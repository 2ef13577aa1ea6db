using AtRun.Protocol.AtRunServices;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.AtRunServices;

public sealed class ActivationSmsTests
{
    private static readonly byte[] Key = "the owner's own activation key"u8.ToArray();
    private static readonly DateTimeOffset Made = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // DEC-13, octet by octet.
    [Fact]
    public void Layout()
    {
        var octets = new ActivationSms(Made, "1234567890123456", "+393461234567").Make(Key);
        Assert.Equal("D2D2D201" + Made.ToUnixTimeSeconds().ToString("X16", null), Convert.ToHexString(octets.AsSpan(0, 12)));
        byte[] covered = [.. octets[..12], .. octets[28..]];
        Assert.Equal(System.Security.Cryptography.HMACSHA256.HashData(Key, covered).AsSpan(0, 16), octets.AsSpan(12, 16));
        Assert.Equal("1234567890123456,+393461234567", System.Text.Encoding.Latin1.GetString(octets.AsSpan(28)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("+393461234567")]
    public void Reads_what_was_made(string? number)
    {
        var message = new ActivationSms(Made, "1234567890123456", number);
        Assert.True(ActivationSms.TryRead(message.Make(Key), Key, out var read, out _));
        Assert.Equal(message, read);
    }

    [Fact]
    public void Any_change_is_found() =>
        Gen.Int[0, 100_000].Sample(where =>
        {
            var octets = new ActivationSms(Made, "1234567890123456", "+39*").Make(Key);
            octets[where % octets.Length] ^= (byte)(1 << (where / octets.Length % 8));
            Assert.False(ActivationSms.TryRead(octets, Key, out _, out var error));
            Assert.NotEmpty(error.Reason);
        }, iter: 500);

    [Fact]
    public void Another_key_and_cut_messages_are_refused()
    {
        var octets = new ActivationSms(Made, "1234567890123456", null).Make(Key);
        Assert.False(ActivationSms.TryRead(octets, "the owner's old activation key"u8, out _, out var error));
        Assert.Equal("HMAC", error.Field);
        for (var length = 0; length < octets.Length; length++) Assert.False(ActivationSms.TryRead(octets.AsSpan(0, length), Key, out _, out _));
    }
}
