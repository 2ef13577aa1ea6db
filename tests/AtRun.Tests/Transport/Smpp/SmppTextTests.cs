using System.Text;
using AtRun.Protocol.Sms;
using AtRun.Transport.Smpp;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Transport.Smpp;

/// <summary>Times, receipts, and what a message says.</summary>
public sealed class SmppTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 4, 57, TimeSpan.Zero);

    [Theory]
    [InlineData("261123030457004+", "2026-11-23T02:04:57Z")]
    [InlineData("261123030457904+", "2026-11-23T02:04:57.9Z")]
    [InlineData("261122220457016-", "2026-11-23T02:04:57Z")]
    [InlineData("000001000000000R", "2026-11-24T02:04:57Z")]
    [InlineData("010203040506000R", "2028-01-25T06:10:03Z")]
    // Two years, six months, ten days, 23:34:29.
    [InlineData("020610233429000R", "2029-06-01T01:39:26Z")]
    public void TimesAreRead(string text, string moment)
    {
        Assert.True(SmppTime.TryParse(text, Now, out var read));
        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("261123030457004")]
    [InlineData("261123030457004*")]
    [InlineData("261323030457004+")]
    [InlineData("260230030457004+")]
    [InlineData("260200030457004+")]
    [InlineData("261123240457004+")]
    [InlineData("261123030457049+")]
    [InlineData("2611230304570 4+")]
    public void OtherTextsAreNoTimes(string text) => Assert.False(SmppTime.TryParse(text, Now, out _));

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        Gen.Int[0, 99 * 365 * 24].Sample(hours => SmppTime.TryParse(SmppTime.Of(TimeSpan.FromHours(hours)), Now, out var read) && read == Now + TimeSpan.FromHours(hours));
        Gen.Int[0, 1_000_000].Select(Gen.Int[-48, 48]).Sample((minutes, quarters) =>
        {
            var moment = Now.AddMinutes(minutes).ToOffset(TimeSpan.FromMinutes(15 * quarters));
            return SmppTime.TryParse(SmppTime.Of(moment), Now, out var read) && read == moment && read.Offset == moment.Offset;
        });
        Assert.Equal("993131000000000R".Length, SmppTime.Of(TimeSpan.MaxValue).Length);
    }

    [Fact]
    public void AReceiptIsTheCustomaryText()
    {
        var receipt = new SmppReceipt("0000001F", MessageState.Delivered, Now, Now.AddMinutes(1), Text: "a text of more than twenty characters");
        const string Text = "id:0000001F sub:001 dlvrd:001 submit date:2611230204 done date:2611230205 stat:DELIVRD err:000 text:a text of more than ";
        Assert.Equal(Text, receipt.ToString());
        Assert.True(SmppReceipt.TryRead(Deliver(Text), out var read));
        Assert.Equal(receipt with { Submitted = Now.AddSeconds(-57), Done = Now.AddSeconds(3), Text = "a text of more than " }, read);
    }

    [Theory]
    [InlineData("id:12 sub:001 dlvrd:000 submit date:260101000000 done date:260101000130 stat:UNDELIV err:1f2 Text:", "12", MessageState.Undeliverable)]
    [InlineData("id:ab-c stat:expired", "ab-c", MessageState.Expired)]
    [InlineData("ID:1 SUB:001 STAT:REJECTD ERR:099 TEXT:id:2 stat:DELIVRD", "1", MessageState.Rejected)]
    public void ReceiptsOfOthersAreRead(string text, string id, MessageState state)
    {
        Assert.True(SmppReceipt.TryRead(Deliver(text), out var receipt));
        Assert.Equal((id, state), (receipt.MessageId, receipt.State));
    }

    [Fact]
    public void OptionalParametersCountMoreThanTheText()
    {
        var message = Deliver("id:1 stat:ENROUTE") with { Tlvs = new SmppReceipt("2", MessageState.Deleted, null, null).Tlvs };
        Assert.True(SmppReceipt.TryRead(message, out var receipt));
        Assert.Equal(("2", MessageState.Deleted), (receipt.MessageId, receipt.State));
        Assert.False(SmppReceipt.TryRead(Deliver("hello"), out _));
        Assert.False(SmppReceipt.TryRead(Deliver("id:1 stat:NONSENS"), out _));
        Assert.False(SmppReceipt.TryRead(Deliver(""), out _));
    }

    [Theory]
    [InlineData(0x00, 0x00, null)]
    [InlineData(0x04, 0x04, null)]
    [InlineData(0x08, 0x08, null)]
    [InlineData(0x10, 0xF0, null)]
    [InlineData(0x15, 0xF5, null)]
    [InlineData(0x1A, 0x08, 3)]
    [InlineData(0xF1, 0xF1, null)]
    [InlineData(0xC8, 0xC8, null)]
    public void TheCodingOfTheSchemesAndBack(int scheme, int coding, int? subunit)
    {
        Assert.Equal(((byte)coding, subunit), SmppContent.CodingOf(new((byte)scheme)));
        var message = Submit((byte)coding, "") with { Tlvs = subunit is { } unit ? [Tlv.Octet(TlvTag.DestAddrSubunit, unit)] : [] };
        Assert.Equal(SmppStatus.Ok, SmppContent.Read(message, 1, out var back, out _));
        Assert.Equal((new DataCoding((byte)scheme).Alphabet, new DataCoding((byte)scheme).MessageClass), (back.Alphabet, back.MessageClass));
    }

    [Theory]
    [InlineData(0x00, "68656C6C6F", 0x00, "hello")]
    [InlineData(0x01, "40245F", 0x00, "@$_")]
    [InlineData(0x01, "5B", 0x00, "[")]
    [InlineData(0x03, "E06040", 0x08, "à`@")]
    [InlineData(0x03, "E0", 0x00, "à")]
    [InlineData(0x02, "41542B434F50533FD000FF", 0x04, "AT+COPS?Ð\0ÿ")]
    [InlineData(0x04, "FF", 0x04, "ÿ")]
    [InlineData(0x08, "0041D83DDE00", 0x08, "A😀")]
    [InlineData(0xF5, "D0D0D0", 0xF5, "ÐÐÐ")]
    [InlineData(0x15, "D0D0D0", 0x15, "ÐÐÐ")]
    public void AlphabetsAreRead(int coding, string hex, int scheme, string text)
    {
        Assert.Equal(SmppStatus.Ok, SmppContent.Read(Submit((byte)coding, hex), 1, out var read, out var parts));
        Assert.Equal((scheme, text), (read.Value, Assert.Single(parts).Text));
    }

    [Theory]
    // A septet of eight bits; half a character; Cyrillic; a header longer than the message; both places at once.
    [InlineData(0x00, 0x00, "80", "", 0x45u)]
    [InlineData(0x00, 0x08, "004100", "", 0x01u)]
    [InlineData(0x00, 0x06, "41", "", 0x45u)]
    [InlineData(0x40, 0x04, "050003", "", 0x43u)]
    [InlineData(0x40, 0x04, "", "", 0x43u)]
    [InlineData(0x00, 0x04, "41", "41", 0xC1u)]
    public void WhatCannotBeIsRefused(byte esmClass, byte coding, string content, string payload, uint status)
    {
        var message = Submit(coding, content) with { EsmClass = esmClass, Tlvs = payload.Length > 0 ? [new(TlvTag.MessagePayload, Convert.FromHexString(payload))] : [] };
        Assert.Equal(status, SmppContent.Read(message, 1, out _, out var parts).Code);
        Assert.Empty(parts);
    }

    [Fact]
    public void UserDataGoThereAndBack()
    {
        (DataCoding Coding, string Text)[] texts = [(DataCoding.Default, "hello €[1]"), (DataCoding.EightBit, "\0ÿ"), (DataCoding.Ucs2, "žluť"), (new(0xF0), "flash")];
        byte[][] headers = [[], [5, 0, 3, 1, 2, 1], [6, 8, 4, 1, 2, 3, 1]];
        foreach (var (coding, text) in texts)
            foreach (var header in headers)
            {
                Assert.True(UserData.TryMake(text, coding.Alphabet, header, out var data));
                var message = new SmppMessage { Command = SmppCommand.SubmitSm }.With(coding, data);
                Assert.Equal(header.Length > 0, (message.EsmClass & SmppMessage.HeaderIndicator) != 0);
                Assert.Equal(SmppStatus.Ok, SmppContent.Read(message, 1, out var back, out var parts));
                Assert.Equal((coding, data), (back, Assert.Single(parts)));
            }
    }

    [Fact]
    public void PartsByOptionalParametersGetAHeader()
    {
        var message = Submit(0, "41") with { Tlvs = [Tlv.Number(TlvTag.SarMsgRefNum, 0x1234), Tlv.Octet(TlvTag.SarTotalSegments, 3), Tlv.Octet(TlvTag.SarSegmentSeqnum, 2)] };
        Assert.Equal(SmppStatus.Ok, SmppContent.Read(message, 1, out _, out var parts));
        Assert.Equal((new Concatenation(0x1234, 3, 2, Wide: true), "A"), (Assert.Single(parts).Part, parts[0].Text));
        message = message with { Tlvs = [Tlv.Number(TlvTag.SarMsgRefNum, 1), Tlv.Octet(TlvTag.SarTotalSegments, 3), Tlv.Octet(TlvTag.SarSegmentSeqnum, 4)] };
        Assert.Equal(SmppStatus.Ok, SmppContent.Read(message, 1, out _, out parts));
        Assert.False(Assert.Single(parts).HasHeader);
    }

    [Theory]
    [InlineData(0x00, 160, 1)]
    [InlineData(0x00, 161, 2)]
    [InlineData(0x04, 140, 1)]
    [InlineData(0x04, 141, 2)]
    [InlineData(0x04, 140 * 10, 11)]
    [InlineData(0x08, 142, 2)]
    public void ALongTextIsCutIntoParts(byte coding, int length, int count)
    {
        var octets = Enumerable.Range(0, length).Select(i => (byte)(i % 2 == 0 ? 0x00 : 'a' + i % 26)).ToArray();
        var message = Submit(coding, "") with { Tlvs = [new(TlvTag.MessagePayload, octets)] };
        Assert.Equal(SmppStatus.Ok, SmppContent.Read(message, 7, out _, out var parts));
        Assert.Equal(count, parts.Count);
        Assert.Equal(octets, parts.SelectMany(p => p.Body));
        if (count > 1) Assert.Equal(Enumerable.Range(1, count).Select(i => new Concatenation(7, count, i)), parts.Select(p => p.Part!.Value));
    }

    [Fact]
    public void WhatDoesNotFitItsHeaderOrAllPartsIsRefused()
    {
        Assert.Equal(SmppStatus.InvalidMessageLength, SmppContent.Read(Submit(4, "0500030102 01" + new string('4', 270)) with { EsmClass = 0x40 }, 1, out _, out _));
        Assert.Equal(SmppStatus.InvalidMessageLength, SmppContent.Read(Submit(4, "") with { Tlvs = [new(TlvTag.MessagePayload, new byte[60_000])] }, 1, out _, out _));
    }

    [Theory]
    [InlineData(1, 1, "393468686711", "+393468686711")]
    [InlineData(0, 0, "+393468686711", "+393468686711")]
    [InlineData(1, 1, "+393468686711", "+393468686711")]
    [InlineData(0, 0, "1234", "1234")]
    [InlineData(5, 0, "AtRun", "AtRun")]
    public void AddressesAreRead(byte ton, byte npi, string text, string shown) => Assert.Equal(shown, new SmppAddress(ton, npi, text).ToSms().ToString());

    [Fact]
    public void AddressesGoThereAndBack()
    {
        SmsAddress[] all = [SmsAddress.None, new("393468686711", TypeOfNumber.International), new("1234", TypeOfNumber.Unknown), new("AtRun", TypeOfNumber.Alphanumeric, NumberingPlan.Unknown)];
        Assert.All(all, address => Assert.Equal(address, address.ToSmpp().ToSms()));
    }

    private static SmppMessage Deliver(string text) => new() { Command = SmppCommand.DeliverSm, EsmClass = SmppMessage.Receipt, ShortMessage = Encoding.Latin1.GetBytes(text) };

    private static SmppMessage Submit(byte coding, string hex) => new() { Command = SmppCommand.SubmitSm, DataCoding = coding, ShortMessage = SmppCodecTests.Octets(hex) };
}
