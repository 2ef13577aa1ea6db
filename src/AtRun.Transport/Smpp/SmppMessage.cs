using AtRun.Protocol.Sms;

namespace AtRun.Transport.Smpp;

/// <summary>submit_sm, deliver_sm or data_sm (SMPP 3.4 §4.4, §4.6, §4.7).</summary>
public sealed record SmppMessage : SmppPdu
{
    /// <summary>Octets of short_message (SMPP 3.4 §5.2.21).</summary>
    public const int MaxShortMessage = 254;

    /// <summary>esm_class: the message begins with a user data header (SMPP 3.4 §5.2.12).</summary>
    public const byte HeaderIndicator = 0x40;

    /// <summary>esm_class: the reply path is set.</summary>
    public const byte ReplyPath = 0x80;

    /// <summary>esm_class, bits 5-2: what kind of message it is.</summary>
    public const byte KindMask = 0x3C;

    /// <summary>esm_class of a delivery receipt.</summary>
    public const byte Receipt = 0x04;

    /// <summary>registered_delivery, bits 1-0 (SMPP 3.4 §5.2.17).</summary>
    public const byte ReceiptMask = 0x03, ReceiptAlways = 0x01, ReceiptOfFailure = 0x02;

    public string ServiceType { get; init; } = "";
    public SmppAddress Source { get; init; } = SmppAddress.None;
    public SmppAddress Destination { get; init; } = SmppAddress.None;
    public byte EsmClass { get; init; }
    public byte ProtocolId { get; init; }
    public byte Priority { get; init; }

    /// <summary>See <see cref="SmppTime"/>.</summary>
    public string ScheduledTime { get; init; } = "";

    /// <inheritdoc cref="ScheduledTime"/>
    public string Validity { get; init; } = "";

    public byte RegisteredDelivery { get; init; }
    public byte ReplaceIfPresent { get; init; }
    public byte DataCoding { get; init; }
    public byte DefaultMessage { get; init; }

    /// <summary>What it says, its user data header in front if it has one.</summary>
    public ReadOnlyMemory<byte> ShortMessage { get; init; }

    /// <summary>What it says, wherever that is: short_message or message_payload.</summary>
    public ReadOnlyMemory<byte> Content => ShortMessage.IsEmpty ? Tlvs.Find(TlvTag.MessagePayload) ?? ShortMessage : ShortMessage;

    /// <summary>It is a delivery receipt, or an intermediate notification.</summary>
    public bool IsReceipt => (EsmClass & KindMask) is Receipt or 0x20;

    internal override int MaxBodyLength => 6 + 2 * (2 + 65) + 4 + 2 * 17 + 5 + MaxShortMessage;

    internal static SmppMessage Read(ref SmppBodyReader body, SmppCommand command) => command == SmppCommand.DataSm ? ReadData(ref body) : ReadShort(ref body, command);

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        if (Command == SmppCommand.DataSm) WriteData(ref body);
        else WriteShort(ref body);
    }

    // service_type                                  C-octet string 6
    // source_addr_ton, _npi, source_addr            1, 1, C-octet string 21
    // dest_addr_ton, _npi, destination_addr         1, 1, C-octet string 21
    // esm_class, protocol_id, priority_flag         1, 1, 1
    // schedule_delivery_time, validity_period       C-octet strings 1 or 17
    // registered_delivery, replace_if_present_flag  1, 1
    // data_coding, sm_default_msg_id, sm_length     1, 1, 1
    // short_message                                 octets, sm_length
    private static SmppMessage ReadShort(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        ServiceType = body.Text("service_type", 6),
        Source = body.Address("source_addr", 21),
        Destination = body.Address("destination_addr", 21),
        EsmClass = body.Octet("esm_class"),
        ProtocolId = body.Octet("protocol_id"),
        Priority = body.Octet("priority_flag"),
        ScheduledTime = body.Text("schedule_delivery_time", 17),
        Validity = body.Text("validity_period", 17),
        RegisteredDelivery = body.Octet("registered_delivery"),
        ReplaceIfPresent = body.Octet("replace_if_present_flag"),
        DataCoding = body.Octet("data_coding"),
        DefaultMessage = body.Octet("sm_default_msg_id"),
        ShortMessage = body.Counted("sm_length", MaxShortMessage),
    };

    private void WriteShort(ref SmppBodyWriter body)
    {
        body.Text(ServiceType, 6);
        body.Address(Source, 21);
        body.Address(Destination, 21);
        body.Octet(EsmClass);
        body.Octet(ProtocolId);
        body.Octet(Priority);
        body.Text(ScheduledTime, 17);
        body.Text(Validity, 17);
        body.Octet(RegisteredDelivery);
        body.Octet(ReplaceIfPresent);
        body.Octet(DataCoding);
        body.Octet(DefaultMessage);
        body.Counted(ShortMessage.Span, MaxShortMessage);
    }

    // service_type                              C-octet string 6
    // source_addr_ton, _npi, source_addr        1, 1, C-octet string 65
    // dest_addr_ton, _npi, destination_addr     1, 1, C-octet string 65
    // esm_class, registered_delivery            1, 1
    // data_coding                               1
    private static SmppMessage ReadData(ref SmppBodyReader body) => new()
    {
        Command = SmppCommand.DataSm,
        ServiceType = body.Text("service_type", 6),
        Source = body.Address("source_addr", 65),
        Destination = body.Address("destination_addr", 65),
        EsmClass = body.Octet("esm_class"),
        RegisteredDelivery = body.Octet("registered_delivery"),
        DataCoding = body.Octet("data_coding"),
    };

    private void WriteData(ref SmppBodyWriter body)
    {
        body.Text(ServiceType, 6);
        body.Address(Source, 65);
        body.Address(Destination, 65);
        body.Octet(EsmClass);
        body.Octet(RegisteredDelivery);
        body.Octet(DataCoding);
    }
}

/// <summary>The response to submit_sm, deliver_sm or data_sm; that to deliver_sm names no message.</summary>
public sealed record SmppMessageAnswer : SmppPdu
{
    /// <summary>64 characters at most, the centre's.</summary>
    public string MessageId { get; init; } = "";

    public static SmppMessageAnswer To(SmppPdu request, string messageId = "") => new() { Command = request.Command.Response(), MessageId = messageId };

    internal override int MaxBodyLength => 65;

    // message_id   C-octet string 65; not there where the status is an error
    internal static SmppMessageAnswer Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        MessageId = body.IsAtEnd ? "" : body.Text("message_id", 65),
    };

    internal override void WriteBody(ref SmppBodyWriter body) => body.Text(MessageId, 65);
}

/// <summary>query_sm (SMPP 3.4 §4.8).</summary>
public sealed record SmppQuery : SmppPdu
{
    public required string MessageId { get; init; }
    public SmppAddress Source { get; init; } = SmppAddress.None;

    internal override int MaxBodyLength => 65 + 2 + 21;

    // message_id                           C-octet string 65
    // source_addr_ton, _npi, source_addr   1, 1, C-octet string 21
    internal static SmppQuery Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        MessageId = body.Text("message_id", 65),
        Source = body.Address("source_addr", 21),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(MessageId, 65);
        body.Address(Source, 21);
    }
}

/// <summary>query_sm_resp (SMPP 3.4 §4.8.2).</summary>
public sealed record SmppQueryAnswer : SmppPdu
{
    public string MessageId { get; init; } = "";

    /// <summary>When the state became final; empty: it is not. See <see cref="SmppTime"/>.</summary>
    public string FinalDate { get; init; } = "";

    public MessageState State { get; init; }
    public byte ErrorCode { get; init; }

    internal override int MaxBodyLength => 65 + 17 + 2;

    // message_id                  C-octet string 65
    // final_date                  C-octet string 1 or 17
    // message_state, error_code   1, 1
    internal static SmppQueryAnswer Read(ref SmppBodyReader body, SmppCommand command) => body.IsAtEnd ? new() { Command = command } : new()
    {
        Command = command,
        MessageId = body.Text("message_id", 65),
        FinalDate = body.Text("final_date", 17),
        State = (MessageState)body.Octet("message_state"),
        ErrorCode = body.Octet("error_code"),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(MessageId, 65);
        body.Text(FinalDate, 17);
        body.Octet((byte)State);
        body.Octet(ErrorCode);
    }
}

/// <summary>cancel_sm (SMPP 3.4 §4.9).</summary>
public sealed record SmppCancel : SmppPdu
{
    public string ServiceType { get; init; } = "";

    /// <summary>Empty: all from the source to the destination.</summary>
    public string MessageId { get; init; } = "";

    public SmppAddress Source { get; init; } = SmppAddress.None;
    public SmppAddress Destination { get; init; } = SmppAddress.None;

    internal override int MaxBodyLength => 6 + 65 + 2 * (2 + 21);

    // service_type                            C-octet string 6
    // message_id                              C-octet string 65
    // source_addr_ton, _npi, source_addr      1, 1, C-octet string 21
    // dest_addr_ton, _npi, destination_addr   1, 1, C-octet string 21
    internal static SmppCancel Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        ServiceType = body.Text("service_type", 6),
        MessageId = body.Text("message_id", 65),
        Source = body.Address("source_addr", 21),
        Destination = body.Address("destination_addr", 21),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(ServiceType, 6);
        body.Text(MessageId, 65);
        body.Address(Source, 21);
        body.Address(Destination, 21);
    }
}

/// <summary>replace_sm (SMPP 3.4 §4.10).</summary>
public sealed record SmppReplace : SmppPdu
{
    public required string MessageId { get; init; }
    public SmppAddress Source { get; init; } = SmppAddress.None;
    public string ScheduledTime { get; init; } = "";
    public string Validity { get; init; } = "";
    public byte RegisteredDelivery { get; init; }
    public byte DefaultMessage { get; init; }
    public ReadOnlyMemory<byte> ShortMessage { get; init; }

    internal override int MaxBodyLength => 65 + 2 + 21 + 2 * 17 + 3 + SmppMessage.MaxShortMessage;

    // message_id                                           C-octet string 65
    // source_addr_ton, _npi, source_addr                   1, 1, C-octet string 21
    // schedule_delivery_time, validity_period              C-octet strings 1 or 17
    // registered_delivery, sm_default_msg_id, sm_length    1, 1, 1
    // short_message                                        octets, sm_length
    internal static SmppReplace Read(ref SmppBodyReader body, SmppCommand command) => new()
    {
        Command = command,
        MessageId = body.Text("message_id", 65),
        Source = body.Address("source_addr", 21),
        ScheduledTime = body.Text("schedule_delivery_time", 17),
        Validity = body.Text("validity_period", 17),
        RegisteredDelivery = body.Octet("registered_delivery"),
        DefaultMessage = body.Octet("sm_default_msg_id"),
        ShortMessage = body.Counted("sm_length", SmppMessage.MaxShortMessage),
    };

    internal override void WriteBody(ref SmppBodyWriter body)
    {
        body.Text(MessageId, 65);
        body.Address(Source, 21);
        body.Text(ScheduledTime, 17);
        body.Text(Validity, 17);
        body.Octet(RegisteredDelivery);
        body.Octet(DefaultMessage);
        body.Counted(ShortMessage.Span, SmppMessage.MaxShortMessage);
    }
}
