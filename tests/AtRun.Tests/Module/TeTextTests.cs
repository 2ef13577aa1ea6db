using System.Text;
using AtRun.Module.Messages;
using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Module;

/// <summary>Texts and bodies in the character sets of +CSCS.</summary>
public sealed class TeTextTests
{
    public static TheoryData<string> Sets => new("GSM", "IRA", "8859-1", "PCCP437", "UCS2");

    [Theory]
    [InlineData("GSM", "@£$", "000102")]
    [InlineData("GSM", "€[", "1B651B3C")]
    [InlineData("IRA", "@$[é€", "40245B3F3F")]
    [InlineData("8859-1", "@é€Δ", "40E93F3F")]
    [InlineData("PCCP437", "@éñΣΓ€", "4082A4E4E23F")]
    [InlineData("UCS2", "A€", "30303431323041 43")]
    public void A_text_is_written_in_the_set(string set, string text, string octets) => Assert.Equal(octets.Replace(" ", "", StringComparison.Ordinal), Written(text, set));

    /// <summary>What a set has comes back as it was typed.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void What_a_set_has_comes_back(string set)
    {
        var characters = set switch
        {
            "GSM" => "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡AZÄÖÑÜ§¿azäöñüà^{}\\[~]|€",
            "IRA" => string.Concat(Enumerable.Range(0, 0x80).Select(c => (char)c)),
            "8859-1" => string.Concat(Enumerable.Range(0, 0x100).Select(c => (char)c)),
            "PCCP437" => "AZaz09éäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥áíóúñÑªº¿¡αßΓπΣσµτΦΘΩδ",
            _ => "A€ж漢\uD83D\uDE00",
        };
        var typed = Convert.FromHexString(Written(characters, set));
        Assert.True(TeText.TryRead(typed, Of(set), out var text));
        Assert.Equal(characters, text);
    }

    /// <summary>Any octets: nothing throws, and text that was read is written and read to the same.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void Any_octets_can_be_read(string set) => Gen.Byte.Array[0, 100].Sample(octets =>
    {
        if (!TeText.TryRead(octets, Of(set), out var text)) return;
        Assert.True(TeText.TryRead(Convert.FromHexString(Written(text, set)), Of(set), out var again));
        Assert.True(TeText.TryRead(Convert.FromHexString(Written(again, set)), Of(set), out var third));
        Assert.Equal(again, third);
    }, iter: 500);

    [Theory]
    [InlineData("004")]
    [InlineData("00410")]
    [InlineData("00G1")]
    public void UCS2_is_four_digits_a_character(string typed) => Assert.False(TeText.TryRead(typed, Of("UCS2"), out _));

    [Theory]
    [InlineData(SmsAlphabet.Octets, "D0d0 FF\r00", "\u00D0\u00D0\u00FF\0")]
    [InlineData(SmsAlphabet.Ucs2, "004120AC", "A€")]
    public void Bodies_of_octets_are_typed_in_hexadecimal(SmsAlphabet alphabet, string typed, string text)
    {
        foreach (var set in new[] { "IRA", "UCS2", "GSM" })
        {
            Assert.True(TeText.TryRead(Encoding.Latin1.GetBytes(typed), alphabet, Of(set), out var read));
            Assert.Equal(text, read);
        }
    }

    [Theory]
    [InlineData(SmsAlphabet.Octets, "D0D")]
    [InlineData(SmsAlphabet.Octets, "XX")]
    [InlineData(SmsAlphabet.Ucs2, "004")]
    [InlineData(SmsAlphabet.Ucs2, "0041FF")]
    public void What_is_no_hexadecimal_is_refused(SmsAlphabet alphabet, string typed) => Assert.False(TeText.TryRead(Encoding.Latin1.GetBytes(typed), alphabet, Of("IRA"), out _));

    [Fact]
    public void Bodies_are_shown_by_alphabet_and_header()
    {
        Assert.True(UserData.TryMake("héllo €", SmsAlphabet.Gsm7, [], out var text));
        Assert.Equal("h?llo ?", Encoding.Latin1.GetString(Shown(text, DataCoding.Default, "IRA")));
        Assert.Equal([0x68, 0x05, 0x6C, 0x6C, 0x6F, 0x20, 0x1B, 0x65], Shown(text, DataCoding.Default, "GSM"));
        Assert.True(UserData.TryMake([0xD0, 0x0A], [], out var data));
        Assert.Equal("D00A", Encoding.Latin1.GetString(Shown(data, DataCoding.EightBit, "IRA")));
        // A header: all of it in hexadecimal, or what follows it.
        Assert.True(UserData.TryMake("123", SmsAlphabet.Gsm7, [6, 8, 4, 0, 0x49, 10, 1], out var part));
        Assert.Equal("06080400490A0131D90C", Encoding.Latin1.GetString(Shown(part, DataCoding.Default, "IRA")));
        Assert.Equal("123", Encoding.Latin1.GetString(Shown(part, DataCoding.Default, "IRA", withHeader: false)));
    }

    private static Cscs Of(string set) => new() { Chset = set };

    private static string Written(string text, string set)
    {
        var to = new OctetBuffer();
        TeText.Write(text, Of(set), to);
        return Convert.ToHexString(to.Written);
    }

    private static byte[] Shown(UserData data, DataCoding coding, string set, bool withHeader = true)
    {
        var to = new OctetBuffer();
        TeText.Write(data, coding, Of(set), to, withHeader);
        return to.Written.ToArray();
    }
}
