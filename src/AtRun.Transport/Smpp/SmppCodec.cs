using System.Buffers.Binary;
using AtRun.Protocol;

namespace AtRun.Transport.Smpp;

/// <summary>What octets turned out to be.</summary>
public enum SmppOutcome
{
    /// <summary>More octets are needed; nothing was consumed.</summary>
    Incomplete,

    /// <summary>A PDU.</summary>
    Pdu,

    /// <summary>A PDU whose body is not what its command wants; it was consumed.</summary>
    BadBody,

    /// <summary>A length that no PDU has: where the next one begins is not known. Nothing was consumed.</summary>
    BadLength,
}

/// <summary>command_id, command_status and sequence_number of a PDU.</summary>
public readonly record struct SmppHeader(SmppCommand Command, SmppStatus Status, uint Sequence);

/// <summary>What was read.</summary>
/// <param name="Outcome">What it is.</param>
/// <param name="Header">Of a PDU, good or bad.</param>
/// <param name="Pdu">Where it is one.</param>
/// <param name="Error">Where it is none.</param>
public readonly record struct SmppFound(SmppOutcome Outcome, SmppHeader Header, SmppPdu? Pdu, DecodeError Error);

/// <summary>Octets -&gt; PDU -&gt; octets. Pure.</summary>
public static class SmppCodec
{
    /// <summary>Reads the PDU that octets begin with.</summary>
    /// <param name="octets">What has arrived.</param>
    /// <param name="consumed">Octets of the PDU; 0 where there is none whole.</param>
    public static SmppFound Read(ReadOnlySpan<byte> octets, out int consumed)
    {
        consumed = 0;
        if (octets.Length < 4) return default;
        var length = BinaryPrimitives.ReadUInt32BigEndian(octets);
        if (length is < SmppPdu.HeaderLength or > SmppPdu.MaxLength)
            return new(SmppOutcome.BadLength, default, null,
                new("command_length", 0, $"{length}, where {SmppPdu.HeaderLength} to {SmppPdu.MaxLength} octets are possible"));
        if (octets.Length < length) return default;
        consumed = (int)length;
        var header = HeaderOf(octets);
        var body = new SmppBodyReader(octets[SmppPdu.HeaderLength..consumed]);
        var pdu = header.Command switch
        {
            SmppCommand.BindReceiver or SmppCommand.BindTransmitter or SmppCommand.BindTransceiver => SmppBind.Read(ref body, header.Command),
            SmppCommand.BindReceiverResp or SmppCommand.BindTransmitterResp or SmppCommand.BindTransceiverResp => SmppBindAnswer.Read(ref body, header.Command),
            SmppCommand.SubmitSm or SmppCommand.DeliverSm or SmppCommand.DataSm => SmppMessage.Read(ref body, header.Command),
            SmppCommand.SubmitSmResp or SmppCommand.DeliverSmResp or SmppCommand.DataSmResp => SmppMessageAnswer.Read(ref body, header.Command),
            SmppCommand.QuerySm => SmppQuery.Read(ref body, header.Command),
            SmppCommand.QuerySmResp => SmppQueryAnswer.Read(ref body, header.Command),
            SmppCommand.CancelSm => SmppCancel.Read(ref body, header.Command),
            SmppCommand.ReplaceSm => SmppReplace.Read(ref body, header.Command),
            SmppCommand.Outbind => SmppOutbind.Read(ref body, header.Command),
            SmppCommand.AlertNotification => SmppAlert.Read(ref body, header.Command),
            SmppCommand.Unbind or SmppCommand.UnbindResp or SmppCommand.EnquireLink or SmppCommand.EnquireLinkResp or SmppCommand.GenericNack
                or SmppCommand.CancelSmResp or SmppCommand.ReplaceSmResp => (SmppPdu)new SmppPlain { Command = header.Command },
            _ => new SmppUnknown { Command = header.Command },
        };
        var tlvs = pdu is SmppUnknown ? [] : body.Tlvs();
        return body.Error is { } error
            ? new(SmppOutcome.BadBody, header, null, error)
            : new(SmppOutcome.Pdu, header, pdu with { Status = header.Status, Sequence = header.Sequence, Tlvs = tlvs }, default);
    }

    /// <summary>Adds a PDU to octets on their way out.</summary>
    /// <exception cref="ArgumentException">It is longer than a PDU may be.</exception>
    public static void Write(SmppPdu pdu, uint sequence, OctetBuffer to)
    {
        var most = SmppPdu.HeaderLength + pdu.MaxBodyLength;
        foreach (var tlv in pdu.Tlvs) most += Tlv.HeaderLength + tlv.Value.Length;
        var octets = to.GetSpan(most)[..most];
        var body = new SmppBodyWriter(octets[SmppPdu.HeaderLength..]);
        pdu.WriteBody(ref body);
        foreach (var tlv in pdu.Tlvs) body.Add(tlv);
        var length = SmppPdu.HeaderLength + body.Count;
        if (length > SmppPdu.MaxLength) throw new ArgumentException($"{pdu} has {length} octets, {SmppPdu.MaxLength} are possible.");
        BinaryPrimitives.WriteInt32BigEndian(octets, length);
        BinaryPrimitives.WriteUInt32BigEndian(octets[4..], (uint)pdu.Command);
        BinaryPrimitives.WriteUInt32BigEndian(octets[8..], pdu.Status.Code);
        BinaryPrimitives.WriteUInt32BigEndian(octets[12..], sequence);
        to.Advance(length);
    }

    /// <summary>How a request with a field like that is refused (SMPP 3.4 §5.1.3).</summary>
    public static SmppStatus StatusOf(DecodeError error) => error.Field switch
    {
        "system_id" => SmppStatus.InvalidSystemId,
        "password" => SmppStatus.InvalidPassword,
        "system_type" => SmppStatus.InvalidSystemType,
        "service_type" => SmppStatus.InvalidServiceType,
        "source_addr" => SmppStatus.InvalidSource,
        "destination_addr" => SmppStatus.InvalidDestination,
        "schedule_delivery_time" => SmppStatus.InvalidSchedule,
        "validity_period" => SmppStatus.InvalidValidity,
        "message_id" => SmppStatus.InvalidMessageId,
        "sm_length" => SmppStatus.InvalidMessageLength,
        "optional parameters" => SmppStatus.InvalidOptionalParameters,
        _ => SmppStatus.InvalidCommandLength,
    };

    private static SmppHeader HeaderOf(ReadOnlySpan<byte> octets) => new(
        (SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(octets[4..]), new(BinaryPrimitives.ReadUInt32BigEndian(octets[8..])), BinaryPrimitives.ReadUInt32BigEndian(octets[12..]));
}
