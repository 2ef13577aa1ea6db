using AtRun.Protocol.Sms;
using AtRun.Transport.Smpp;

namespace AtRun.Client.Messages;

/// <summary>SMS-SUBMIT -&gt; submit_sm.</summary>
internal static class SmppSubmit
{
    /// <remarks>TP-RD has no counterpart: whether a centre refuses duplicates is the centre's affair.</remarks>
    /// <param name="from">None: the centre's choice.</param>
    public static SmppMessage Of(SmsSubmit message, SmsAddress from, DateTimeOffset now) => new SmppMessage
    {
        Command = SmppCommand.SubmitSm,
        Source = from.ToSmpp(),
        Destination = message.Destination.ToSmpp(),
        EsmClass = message.ReplyPath ? SmppMessage.ReplyPath : (byte)0,
        ProtocolId = message.ProtocolId,
        Validity = message.Validity.Span(now) is { } span && span > TimeSpan.Zero ? SmppTime.Of(span) : "",
        RegisteredDelivery = message.StatusReportRequest ? SmppMessage.ReceiptAlways : (byte)0,
        Tlvs = message.StatusReportRequest ? [Tlv.Number(TlvTag.UserMessageReference, message.Reference)] : [],
    }.With(message.Coding, message.UserData);
}
