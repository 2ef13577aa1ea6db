namespace AtRun.Protocol.Sms;

/// <summary>SMS-STATUS-REPORT (23.040 §9.2.2.3).</summary>
public sealed record SmsStatusReport : Tpdu
{
    public bool MoreMessages { get; init; }
    public bool LoopPrevention { get; init; }

    /// <summary>TP-SRQ: the result of an SMS-COMMAND, not of an SMS-SUBMIT.</summary>
    public bool AboutCommand { get; init; }

    /// <summary>TP-MR of what it is about.</summary>
    public byte Reference { get; init; }

    /// <summary>TP-RA: where that went.</summary>
    public required SmsAddress Recipient { get; init; }

    /// <summary>TP-SCTS: when the centre took it.</summary>
    public SmsTimestamp Time { get; init; }

    /// <summary>TP-DT: when it was delivered, or last tried.</summary>
    public SmsTimestamp DischargeTime { get; init; }

    /// <summary>TP-ST (23.040 §9.2.3.15): 0 received; 32-63 the centre still tries; 64-127 it does not any more.</summary>
    public byte Status { get; init; }

    /// <summary>TP-PI as it came, with its reserved bits; null: it is written only where it names something.</summary>
    public byte? Indicator { get; init; }

    /// <summary>TP-PI and what it names; null: not there.</summary>
    public byte? ProtocolId { get; init; }

    public DataCoding? Coding { get; init; }

    public UserData? UserData { get; init; }

    // Spare 7, TP-UDHI 6, TP-SRQ 5, spare 4, TP-LP 3, TP-MMS 2, TP-MTI 1-0 (10); then
    // TP-MR, TP-RA, TP-SCTS, TP-DT, TP-ST, and if there is more TP-PI, TP-PID, TP-DCS, TP-UDL, TP-UD.
    private const int SpareBits = 0x90;

    internal static SmsStatusReport Read(ref TpduReader reader, byte first)
    {
        var reference = reader.Octet("TP-MR");
        var recipient = reader.Address("TP-RA");
        var time = reader.Stamp("TP-SCTS");
        var discharge = reader.Stamp("TP-DT");
        var status = reader.Octet("TP-ST");
        var optional = reader.AtEnd ? default : OptionalFields.Read(ref reader, first);
        return new()
        {
            MoreMessages = (first & 0x04) == 0,
            LoopPrevention = (first & 0x08) != 0,
            AboutCommand = (first & 0x20) != 0,
            Spare = optional.SpareOf(first, SpareBits),
            Reference = reference,
            Recipient = recipient,
            Time = time,
            DischargeTime = discharge,
            Status = status,
            Indicator = optional.Indicator,
            ProtocolId = optional.ProtocolId,
            Coding = optional.Coding,
            UserData = optional.UserData,
        };
    }

    public override int Encode(Span<byte> to)
    {
        var optional = new OptionalFields(Indicator, ProtocolId, Coding, UserData);
        var writer = new TpduWriter(to);
        writer.Octet(Spare | 0x02 | (MoreMessages ? 0 : 0x04) | (LoopPrevention ? 0x08 : 0) | (AboutCommand ? 0x20 : 0) | optional.HeaderBit);
        writer.Octet(Reference);
        writer.Address(Recipient);
        writer.Stamp(Time);
        writer.Stamp(DischargeTime);
        writer.Octet(Status);
        if (!optional.IsEmpty) optional.Write(ref writer);
        return writer.Count;
    }
}
