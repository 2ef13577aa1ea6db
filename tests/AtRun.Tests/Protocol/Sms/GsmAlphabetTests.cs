using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Sms;

public sealed class GsmAlphabetTests
{
    // The packing by its definition: septet i begins at bit 7 i.
    private static byte[] PackBitByBit(byte[] septets, int fillBits)
    {
        var octets = new byte[(fillBits + 7 * septets.Length + 7) / 8];
        for (var bit = 0; bit < 7 * septets.Length; bit++)
            if ((septets[bit / 7] >> (bit % 7) & 1) != 0) octets[(fillBits + bit) / 8] |= (byte)(1 << (fillBits + bit) % 8);
        return octets;
    }

    [Fact]
    public void Packs_and_unpacks_at_each_fill() => Gen.Select(Gen.Byte[0, 127].Array[0, 170], Gen.Int[0, 6]).Sample((septets, fillBits) =>
    {
        var octets = new byte[PackBitByBit(septets, fillBits).Length];
        Assert.Equal(octets.Length, GsmAlphabet.Pack(septets, octets, fillBits));
        Assert.Equal(PackBitByBit(septets, fillBits), octets);
        var again = new byte[septets.Length];
        GsmAlphabet.Unpack(octets, again, fillBits);
        Assert.Equal(septets, again);
    }, iter: 5000);

    [Fact]
    public void Octets_that_are_not_there_are_zeros()
    {
        var septets = new byte[20];
        GsmAlphabet.Unpack([0xFF, 0xFF], septets);
        Assert.Equal([0x7F, 0x7F, 0x03], septets[..3]);
        Assert.All(septets[3..], septet => Assert.Equal(0, septet));
    }

    [Fact]
    public void The_default_alphabet_is_the_one_of_the_table()
    {
        var all = Enumerable.Range(0, 128).Select(i => (byte)i).ToArray();
        Assert.Equal("@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ", GsmAlphabet.Decode(all.AsSpan(0, 27)));
        Assert.Equal("ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà", GsmAlphabet.Decode(all.AsSpan(28)));
        Assert.Equal("\f^{}\\[~]|€", GsmAlphabet.Decode([27, 0x0A, 27, 0x14, 27, 0x28, 27, 0x29, 27, 0x2F, 27, 0x3C, 27, 0x3D, 27, 0x3E, 27, 0x40, 27, 0x65]));
    }

    [Fact]
    public void What_is_encoded_is_decoded_in_every_pair_of_tables() => Gen.Select(Gen.Int[0, 15], Gen.Int[0, 15], Gen.Byte[0, 127].Array[0, 160]).Sample((locking, single, septets) =>
    {
        var text = GsmAlphabet.Decode(septets, locking, single);
        var again = new byte[2 * text.Length];
        Assert.True(GsmAlphabet.TryEncode(text, again, out var count, locking, single));
        Assert.Equal(text, GsmAlphabet.Decode(again.AsSpan(0, count), locking, single));
        if (locking == 0 && single == 0) Assert.Equal(count, GsmAlphabet.CountOf(text));
    }, iter: 5000);

    // Letters at the borders of each table of annex A, by their place.
    [Theory]
    [InlineData(1, 0x04, "€", 0x49, "İ")]
    [InlineData(2, 0x04, "è", 0x4F, "Ó")]
    [InlineData(3, 0x15, "∞", 0x7B, "ã")]
    [InlineData(4, 0x5F, "\u09CD", 0x34, "\u09FA")]
    [InlineData(5, 0x7F, "\u0AF1", 0x25, "\u0AEF")]
    [InlineData(6, 0x60, "\u0950", 0x3A, "\u0971")]
    [InlineData(7, 0x01, "\u0C82", 0x2A, "\u0CF2")]
    [InlineData(8, 0x3E, "\u0D2B", 0x34, "\u0D7F")]
    [InlineData(9, 0x4F, "\u0B3D", 0x2C, "\u0B71")]
    [InlineData(10, 0x7F, "\u0A74", 0x2D, "\u0A75")]
    [InlineData(11, 0x3C, "\u0BA9", 0x2E, "\u0BFA")]
    [InlineData(12, 0x5A, "\u0C48", 0x1C, "\u0C66")]
    [InlineData(13, 0x5F, "\u0657", 0x3F, "\u06D4")]
    [InlineData(14, 0x00, "@", 0x65, "€")]
    [InlineData(255, 0x00, "@", 0x65, "€")]
    public void National_tables(int language, byte locking, string letter, byte single, string other)
    {
        Assert.Equal(letter, GsmAlphabet.Decode([locking], language));
        Assert.Equal(other, GsmAlphabet.Decode([GsmAlphabet.Escape, single], 0, language));
    }

    [Fact]
    public void A_character_that_is_nowhere_is_refused_with_those_before_it()
    {
        var septets = new byte[20];
        Assert.False(GsmAlphabet.TryEncode("a€ç", septets, out var count));
        Assert.Equal(3, count);
        Assert.Equal(-1, GsmAlphabet.CountOf("a€ç"));
        Assert.False(GsmAlphabet.TryEncode("\u001B", septets, out _));
        Assert.False(GsmAlphabet.TryEncode("\u001B", septets, out _, locking: 6));
        Assert.False(GsmAlphabet.TryEncode("\0", septets, out _, locking: 6));
    }
}
