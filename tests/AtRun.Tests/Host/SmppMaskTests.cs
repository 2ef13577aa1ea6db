using System.Text;
using AtRun.Host.Recording;
using AtRun.Protocol;
using AtRun.Transport.Smpp;
using Xunit;

namespace AtRun.Tests.Host;

public sealed class SmppMaskTests
{
    [Theory]
    [InlineData(SmppCommand.BindTransceiver)]
    [InlineData(SmppCommand.BindReceiver)]
    [InlineData(SmppCommand.BindTransmitter)]
    public void ThePasswordOfABindIsHidden(SmppCommand command)
    {
        var bind = new SmppBind { Command = command, SystemId = "atrun", Password = "secret", SystemType = "VMA" };
        Hidden([bind, SmppPlain.EnquireLink, bind], [bind with { Password = "******" }, SmppPlain.EnquireLink, bind with { Password = "******" }]);
        Hidden([new SmppOutbind { Command = SmppCommand.Outbind, SystemId = "atrun", Password = "x" }], [new SmppOutbind { Command = SmppCommand.Outbind, SystemId = "atrun", Password = "*" }]);
    }

    [Fact]
    public void SecretsInMessagesAreHidden()
    {
        Hidden([Submit("AT+CPIN=1234;+CREG?"u8.ToArray())], [Submit("AT+CPIN=****;+CREG?"u8.ToArray())]);
        Hidden([Submit(Encoding.BigEndianUnicode.GetBytes("AT+CPIN=1234"))], [Submit(Encoding.BigEndianUnicode.GetBytes("AT+CPIN=****"))]);
        Hidden([Submit("AT#SMSATWL=0,1,1,\"1234567890123456\""u8.ToArray())], [Submit("AT#SMSATWL=0,1,1,\"****************\""u8.ToArray())]);
        Hidden([Submit([]) with { Tlvs = [new(TlvTag.MessagePayload, "AT+CPIN=1234"u8.ToArray())] }], [Submit([]) with { Tlvs = [new(TlvTag.MessagePayload, "AT+CPIN=****"u8.ToArray())] }]);
        // An activation message carries its password as it is.
        Hidden([Submit([0xD2, 0xD2, 0xD2, 1, 7, (byte)'p', (byte)'w']), Submit("AT"u8.ToArray())], [Submit([0xD2, 0xD2, 0xD2, .. "****"u8]), Submit("AT"u8.ToArray())]);
        // One message does not reach into the next.
        Hidden([Submit("AT+CPIN="u8.ToArray()), Submit("1234"u8.ToArray())], [Submit("AT+CPIN="u8.ToArray()), Submit("1234"u8.ToArray())]);
    }

    private static SmppMessage Submit(byte[] text) => new() { Command = SmppCommand.SubmitSm, Destination = new(1, 1, "393468686711"), ShortMessage = text };

    private static void Hidden(SmppPdu[] said, SmppPdu[] shown)
    {
        var octets = Octets(said);
        foreach (var piece in new[] { octets.Length, 1, 7 })
        {
            var mask = new SmppMask();
            var seen = new OctetBuffer();
            foreach (var part in octets.Chunk(piece)) mask.Pass(part, seen);
            Assert.Equal(Encoding.Latin1.GetString(Octets(shown)), Encoding.Latin1.GetString(seen.Written));
        }
    }

    private static byte[] Octets(SmppPdu[] pdus)
    {
        var all = new OctetBuffer();
        foreach (var pdu in pdus) SmppCodec.Write(pdu, 1, all);
        return all.Written.ToArray();
    }
}
