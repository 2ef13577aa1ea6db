using AtRun.Protocol.Sms;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Protocol.Sms;

/// <summary>Fields that other code makes and reads: coding, time, validity, addresses, user data.</summary>
public sealed class FieldTests
{
    [Theory]
    [InlineData(0x00, SmsAlphabet.Gsm7, null, "GSM 7-bit")]
    [InlineData(0x01, SmsAlphabet.Gsm7, null, "GSM 7-bit, reserved value 0x01")]
    [InlineData(0x04, SmsAlphabet.Octets, null, "8-bit")]
    [InlineData(0x0C, SmsAlphabet.Gsm7, null, "GSM 7-bit, reserved value 0x0C")]
    [InlineData(0x10, SmsAlphabet.Gsm7, 0, "GSM 7-bit, class 0")]
    [InlineData(0x1A, SmsAlphabet.Ucs2, 2, "UCS2, class 2")]
    [InlineData(0x29, SmsAlphabet.Ucs2, null, "UCS2, compressed, reserved value 0x29")]
    [InlineData(0x57, SmsAlphabet.Octets, 3, "8-bit, class 3, deleted once read")]
    [InlineData(0x88, SmsAlphabet.Gsm7, null, "GSM 7-bit, reserved value 0x88")]
    [InlineData(0xBF, SmsAlphabet.Gsm7, null, "GSM 7-bit, reserved value 0xBF")]
    [InlineData(0xC0, SmsAlphabet.Gsm7, null, "GSM 7-bit, voice mail no longer waiting")]
    [InlineData(0xDA, SmsAlphabet.Gsm7, null, "GSM 7-bit, e-mail waiting")]
    [InlineData(0xE9, SmsAlphabet.Ucs2, null, "UCS2, fax waiting")]
    [InlineData(0xCF, SmsAlphabet.Gsm7, null, "GSM 7-bit, other message waiting, reserved value 0xCF")]
    [InlineData(0xF1, SmsAlphabet.Gsm7, 1, "GSM 7-bit, class 1")]
    [InlineData(0xF6, SmsAlphabet.Octets, 2, "8-bit, class 2")]
    [InlineData(0xFF, SmsAlphabet.Octets, 3, "8-bit, class 3, reserved value 0xFF")]
    public void Codings(byte value, SmsAlphabet alphabet, int? messageClass, string said)
    {
        var coding = new DataCoding(value);
        Assert.Equal(alphabet, coding.Alphabet);
        Assert.Equal(messageClass, coding.MessageClass);
        Assert.Equal(said, coding.ToString());
    }

    [Fact]
    public void A_moment_is_the_same_again() => Gen.Select(Gen.Int[0, 2_000_000_000], Gen.Int[-56, 56]).Sample((seconds, quarters) =>
    {
        var moment = new DateTimeOffset(2000, 1, 2, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds).ToOffset(TimeSpan.FromMinutes(15 * quarters));
        Assert.True(SmsTimestamp.Of(moment).TryGetMoment(out var again));
        Assert.Equal(moment, again);
        Assert.Equal(moment.Offset, again.Offset);
    });

    [Theory]
    [InlineData(0x99211332957560, true)]
    [InlineData(0x00101000000000, true)]
    [InlineData(0x20920300000000, false)]
    [InlineData(0x10920300000000, false)]
    [InlineData(0x20311000000000, false)]
    [InlineData(0x20101042000000, false)]
    [InlineData(0x2010100A000000, false)]
    [InlineData(0x20101000000065, true)]
    [InlineData(0x20101000000075, false)]
    [InlineData(0x2010100000006D, true)]
    [InlineData(0x2010100000007D, false)]
    [InlineData(0xFFFFFFFFFFFFFF, false)]
    public void Digits_that_are_no_date(ulong bits, bool isDate) => Assert.Equal(isDate, new SmsTimestamp(bits).TryGetMoment(out _));

    [Fact]
    public void The_shortest_relative_validity_is_found()
    {
        var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, default);
        for (var value = 0; value < 256; value++)
        {
            var span = ValidityPeriod.Relative((byte)value).Span(now)!.Value;
            Assert.Equal(ValidityPeriod.Relative((byte)value), ValidityPeriod.AtLeast(span));
            Assert.Equal(ValidityPeriod.Relative((byte)Math.Min(255, value + 1)), ValidityPeriod.AtLeast(span + TimeSpan.FromTicks(1)));
        }
        Assert.Equal(ValidityPeriod.Relative(0), ValidityPeriod.AtLeast(TimeSpan.Zero));
        Assert.Equal(ValidityPeriod.Relative(255), ValidityPeriod.AtLeast(TimeSpan.MaxValue));
        Assert.Equal(ValidityPeriod.Relative(0), ValidityPeriod.AtLeast(TimeSpan.MinValue));
    }

    [Theory]
    [InlineData("+393468686711", TypeOfNumber.International, 145, "393468686711")]
    [InlineData("346", TypeOfNumber.Unknown, 129, "346")]
    [InlineData("*100#", TypeOfNumber.Unknown, 129, "*100#")]
    [InlineData("1a2c", TypeOfNumber.Unknown, 129, "1a2c")]
    [InlineData("A1", TypeOfNumber.Alphanumeric, 208, "A1")]
    [InlineData("vodafone IT", TypeOfNumber.Alphanumeric, 208, "vodafone IT")]
    public void Addresses_that_people_write(string text, TypeOfNumber type, int typeOfAddress, string digits)
    {
        Assert.True(SmsAddress.TryParse(text, out var address));
        Assert.Equal((type, typeOfAddress, digits, text), (address.Type, address.TypeOfAddress, address.Digits, address.ToString()));
        Assert.Equal(address, SmsAddress.Of(digits, typeOfAddress));
    }

    [Theory]
    [InlineData("")]
    [InlineData("+")]
    [InlineData("+39x")]
    [InlineData("+123456789012345678901")]
    [InlineData("123456789012345678901")]
    [InlineData("twelve chars")]
    [InlineData("ten and €€")]
    [InlineData("ç")]
    public void No_addresses(string text)
    {
        Assert.False(SmsAddress.TryParse(text, out var address));
        Assert.True(address.IsNone);
    }

    [Fact]
    public void An_address_that_cannot_be_written_says_so()
    {
        foreach (var address in new[] { SmsAddress.Of("12x", 129), SmsAddress.Of(new('1', 21), 145), SmsAddress.Of("twelve chars", 208) })
        {
            Assert.False(address.IsValid);
            Assert.Throws<ArgumentException>(() => new SmsSubmit { Destination = address }.ToArray());
            Assert.Throws<ArgumentException>(() => SmsPdu.EncodeCentre(address, new byte[12]));
        }
        Assert.True(default(SmsAddress).IsValid);
        Assert.Equal("010000800000" + "00", Convert.ToHexString(new SmsSubmit { Destination = SmsAddress.None }.ToArray()));
    }

    [Fact]
    public void A_failure_cause_below_128_is_no_failure_cause()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmsDeliverReport { FailureCause = 127 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new SmsSubmitReport { FailureCause = 0 });
    }

    [Fact]
    public void Text_and_body_are_what_was_put_in() => Gen.Select(SmsGen.Header, Gen.Enum<SmsAlphabet>()).SelectMany((header, alphabet) => SmsGen.Text(alphabet, 170).Select(text => (header, alphabet, text))).Sample(made =>
    {
        var (header, alphabet, text) = made;
        // A header that happens to name a national table changes what the alphabet has.
        if (Enumerable.Range(0, Math.Max(0, header.Length - 1)).Any(i => header[i] is 0x24 or 0x25)) return;
        var count = alphabet switch { SmsAlphabet.Gsm7 => GsmAlphabet.CountOf(text), SmsAlphabet.Octets => text.Length, _ => 2 * text.Length };
        var fits = alphabet == SmsAlphabet.Gsm7 ? (header.Length * 8 + 6) / 7 + count <= 160 : header.Length + count <= 140;
        Assert.Equal(fits, UserData.TryMake(text, alphabet, header, out var data));
        if (!fits) return;
        Assert.Equal(text, data.Text);
        Assert.Equal(header, data.Header.ToArray());
        Assert.Equal(count, data.Body.Length);
        Assert.Equal(header.Length > 0, data.HasHeader);
        Assert.True(UserData.TryMake(text, alphabet, header, out var other) && other == data && other.GetHashCode() == data.GetHashCode());
    }, iter: 5000);

    [Fact]
    public void Elements_of_a_header()
    {
        Assert.True(UserData.TryMake([0xFF], [7, 0x70, 1, 0xAA, 0x00, 3, 1, 2, 1], out var data));
        // The length of the header is 7, its octets are 8: the last element does not fit.
        Assert.Equal([(0x70, "AA")], data.Elements.Select(e => ((int)e.Identifier, Convert.ToHexString(e.Data.Span))));
        Assert.Null(data.Part);
        Assert.True(UserData.TryMake([0xFF], [8, 0x70, 1, 0xAA, 0x00, 3, 1, 2, 1], out data));
        Assert.Equal([(0x70, "AA"), (0x00, "010201")], data.Elements.Select(e => ((int)e.Identifier, Convert.ToHexString(e.Data.Span))));
        Assert.Equal(new Concatenation(1, 2, 1), data.Part);
    }

    [Fact]
    public void Nothing_is_nothing()
    {
        UserData none = default;
        Assert.Equal("", none.Text);
        Assert.Empty(none.Body);
        Assert.Empty(none.Elements);
        Assert.Null(none.Part);
        Assert.True(none.Header.IsEmpty);
    }
}
