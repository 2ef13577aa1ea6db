using AtRun.Protocol.Sms;
using AtRun.Protocol;
using AtRun.Transport.Smpp;
using CsCheck;
using Xunit;

namespace AtRun.Tests.Transport.Smpp;

public sealed class SmppCodecTests
{
    // SMPP 3.4 §3.2.4 prints this PDU octet by octet.
    private const string PublishedBind =
        "0000002F 00000002 00000000 00000001" + "534D50503354455354 00" + "7365637265743038 00" + "5355424D495431 00" + "00 01 01 00";

    [Fact]
    public void ThePublishedBindIsRead()
    {
        var bind = Assert.IsType<SmppBind>(Read(PublishedBind));
        Assert.Equal((SmppCommand.BindTransmitter, 1u, "SMPP3TEST", "secret08", "SUBMIT1"), (bind.Command, bind.Sequence, bind.SystemId, bind.Password, bind.SystemType));
        Assert.Equal((0, new SmppAddress(1, 1, "")), (bind.InterfaceVersion, bind.Range));
        Assert.Equal(Octets(PublishedBind), Write(bind, 1));
    }

    [Fact]
    public void EveryKindOfPduComesBackAsItWent()
    {
        var (from, to) = (new SmppAddress(1, 1, "393200002775"), new SmppAddress(5, 0, "AtRun"));
        Tlv[] tlvs = [Tlv.Number(TlvTag.UserMessageReference, 0x1234), Tlv.Text(TlvTag.ReceiptedMessageId, "0000001F"), new((TlvTag)0x1400, new byte[] { 1, 2, 3 })];
        SmppPdu[] all =
        [
            new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = "atrun", Password = "secret", SystemType = "VMA", Range = new(1, 1, "39349*") },
            new SmppBind { Command = SmppCommand.BindReceiver, SystemId = "", Password = "" },
            new SmppBindAnswer { Command = SmppCommand.BindTransceiverResp, SystemId = "centre", Tlvs = [Tlv.Octet(TlvTag.ScInterfaceVersion, 0x34)] },
            new SmppOutbind { Command = SmppCommand.Outbind, SystemId = "centre", Password = "pw" },
            new SmppMessage
            {
                Command = SmppCommand.SubmitSm, ServiceType = "CMT", Source = to, Destination = from, EsmClass = 0x43, ProtocolId = 0x41, Priority = 1, ScheduledTime = "000000010000000R",
                Validity = "261123020457004+", RegisteredDelivery = 17, ReplaceIfPresent = 1, DataCoding = 0xF5, DefaultMessage = 2, ShortMessage = Octets("0500030102 01 4142"), Tlvs = tlvs,
            },
            new SmppMessage { Command = SmppCommand.DeliverSm, Source = from, Destination = to, ShortMessage = new byte[SmppMessage.MaxShortMessage] },
            new SmppMessage { Command = SmppCommand.DataSm, Source = from, Destination = to, EsmClass = 3, DataCoding = 4, Tlvs = [new(TlvTag.MessagePayload, new byte[20_000])] },
            new SmppMessageAnswer { Command = SmppCommand.SubmitSmResp, MessageId = "0000001F" },
            new SmppQuery { Command = SmppCommand.QuerySm, MessageId = "1", Source = from },
            new SmppQueryAnswer { Command = SmppCommand.QuerySmResp, MessageId = "1", FinalDate = "261123020457004+", State = MessageState.Expired, ErrorCode = 70 },
            new SmppCancel { Command = SmppCommand.CancelSm, MessageId = "1", Source = from, Destination = to },
            new SmppReplace { Command = SmppCommand.ReplaceSm, MessageId = "1", Source = from, Validity = "000000010000000R", RegisteredDelivery = 1, ShortMessage = Octets("4142") },
            new SmppAlert { Command = SmppCommand.AlertNotification, Source = from, Esme = to },
            SmppPlain.Unbind, SmppPlain.EnquireLink,
            new SmppPlain { Command = SmppCommand.GenericNack, Status = SmppStatus.InvalidCommand },
            new SmppPlain { Command = SmppCommand.CancelSmResp, Status = SmppStatus.CancelFailed },
        ];
        foreach (var pdu in all)
        {
            var octets = Write(pdu, 77);
            var found = SmppCodec.Read(octets, out var consumed);
            Assert.Equal((SmppOutcome.Pdu, octets.Length, pdu.GetType(), 77u), (found.Outcome, consumed, found.Pdu!.GetType(), found.Pdu.Sequence));
            Assert.Equal(Convert.ToHexString(octets), Convert.ToHexString(Write(found.Pdu, 77)));
            // Nothing is consumed before the last octet is there.
            for (var length = 0; length < octets.Length; length += Math.Max(1, octets.Length / 40))
            {
                Assert.Equal(SmppOutcome.Incomplete, SmppCodec.Read(octets.AsSpan(0, length), out consumed).Outcome);
                Assert.Equal(0, consumed);
            }
        }
        Assert.Equal(SmppCommandInfo.All.Select(i => i.Command).Except(all.Select(p => p.Command)), [SmppCommand.BindTransmitter]);
    }

    [Theory]
    [InlineData("0000000F 00000015 00000000 00000001", "command_length", 0)]
    [InlineData("00010001 00000015 00000000 00000001", "command_length", 0)]
    [InlineData("FFFFFFFF", "command_length", 0)]
    [InlineData("00000000", "command_length", 0)]
    public void ALengthThatNoPduHas(string octets, string field, int offset)
    {
        var found = SmppCodec.Read(Octets(octets), out var consumed);
        Assert.Equal((SmppOutcome.BadLength, 0, field, offset), (found.Outcome, consumed, found.Error.Field, found.Error.Offset));
    }

    [Theory]
    [InlineData("00000014 00000002 00000000 00000005 41424344", "command_length", 0x02u)]
    [InlineData("00000022 00000002 00000000 00000005 414141414141414141414141414141414100", "system_id", 0x0Fu)]
    [InlineData("0000001D 00000002 00000000 00000005 4100 4141414141414141414100", "password", 0x0Eu)]
    [InlineData("00000021 00000004 00000000 00000005 00 000000 000000 000000000000000000 02 41", "sm_length", 0x01u)]
    [InlineData("00000021 00000004 00000000 00000005 00 000000 000000 000000000000000000 00 04", "optional parameters", 0xC0u)]
    [InlineData("00000025 00000004 00000000 00000005 00 000000 000000 000000000000000000 00 0424 0001", "optional parameters", 0xC0u)]
    public void ABodyThatIsNoneIsConsumedAndItsFaultNamed(string hex, string field, uint status)
    {
        var octets = Octets(hex);
        // Whatever the example says: its length is what it is.
        octets[3] = (byte)octets.Length;
        var found = SmppCodec.Read(octets, out var consumed);
        Assert.Equal((SmppOutcome.BadBody, octets.Length, 5u), (found.Outcome, consumed, found.Header.Sequence));
        Assert.Equal((field, status), (found.Error.Field, SmppCodec.StatusOf(found.Error).Code));
    }

    [Fact]
    public void AResponseWithoutABodyIsOne()
    {
        Assert.Equal("", Assert.IsType<SmppMessageAnswer>(Read("00000010 80000004 00000058 00000007")).MessageId);
        Assert.Equal(SmppStatus.BindFailed, Assert.IsType<SmppBindAnswer>(Read("00000010 80000009 0000000D 00000007")).Status);
        Assert.IsType<SmppQueryAnswer>(Read("00000010 80000003 00000067 00000007"));
        Assert.IsType<SmppUnknown>(Read("00000013 00000021 00000000 00000007 FFFFFF"));
    }

    [Fact]
    public void WhatIsTooLongIsCutOrRefusedWhenItIsWritten()
    {
        var bind = new SmppBind { Command = SmppCommand.BindReceiver, SystemId = new('s', 40), Password = "a\0b" };
        var read = Assert.IsType<SmppBind>(SmppCodec.Read(Write(bind, 1), out _).Pdu);
        Assert.Equal((new string('s', 15), "a"), (read.SystemId, read.Password));
        Assert.Throws<ArgumentException>(() => Write(new SmppMessage { Command = SmppCommand.SubmitSm, ShortMessage = new byte[255] }, 1));
        Assert.Throws<ArgumentException>(() => Write(new SmppMessage { Command = SmppCommand.DataSm, Tlvs = [new(TlvTag.MessagePayload, new byte[65_535])] }, 1));
    }

    [Fact]
    public void AnyOctetsAreEitherAPduOrAnError() => Gen.Byte.Array[0, 60].Sample(tail =>
    {
        byte[] octets = [0, 0, 0, (byte)(16 + tail.Length), .. tail.Length > 0 && tail[0] > 127 ? [128, 0, 0] : new byte[3], (byte)(tail.Length > 1 ? tail[1] % 24 : 0), .. new byte[8], .. tail];
        var found = SmppCodec.Read(octets, out var consumed);
        return consumed == octets.Length && (found.Pdu is null) == (found.Outcome == SmppOutcome.BadBody) && (found.Error == default) == (found.Outcome == SmppOutcome.Pdu);
    });

    [Fact]
    public void TheTableOfStatusesIsThatOfTheSpecification()
    {
        Assert.Equal(48, SmppStatus.All.Count());
        Assert.All(SmppStatus.All, s => Assert.StartsWith("ESME_R", s.Name, StringComparison.Ordinal));
        Assert.Equal("ESME_RTHROTTLED: more messages than allowed", SmppStatus.Throttled.ToString());
        Assert.Equal("0x00000400", new SmppStatus(0x400).Name);
        Assert.Equal("submit_sm_resp", SmppCommandInfo.NameOf(SmppCommand.SubmitSmResp));
        Assert.Equal("0x00000021", SmppCommandInfo.NameOf((SmppCommand)0x21));
    }

    [Fact]
    public void APduTellsNothingOfItsSecretsToALog() =>
        Assert.Equal("bind_transceiver 0", new SmppBind { Command = SmppCommand.BindTransceiver, SystemId = "atrun", Password = "secret" }.ToString());

    internal static byte[] Octets(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    internal static byte[] Write(SmppPdu pdu, uint sequence)
    {
        var to = new OctetBuffer();
        SmppCodec.Write(pdu, sequence, to);
        return to.Written.ToArray();
    }

    private static SmppPdu Read(string hex)
    {
        var found = SmppCodec.Read(Octets(hex), out _);
        Assert.True(found.Outcome == SmppOutcome.Pdu, found.Error.ToString());
        return found.Pdu!;
    }
}
