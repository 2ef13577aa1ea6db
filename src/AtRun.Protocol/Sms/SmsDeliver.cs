namespace AtRun.Protocol.Sms;

/// <summary>SMS-DELIVER (23.040 §9.2.2.1).</summary>
public sealed record SmsDeliver : Tpdu
{
    /// <summary>TP-MMS: more messages wait at the centre (the bit is then 0).</summary>
    public bool MoreMessages { get; init; }

    /// <summary>TP-LP</summary>
    public bool LoopPrevention { get; init; }

    /// <summary>TP-RP</summary>
    public bool ReplyPath { get; init; }

    /// <summary>TP-SRI: the sender gets a status report.</summary>
    public bool StatusReportIndication { get; init; }

    /// <summary>TP-OA</summary>
    public required SmsAddress Originator { get; init; }

    /// <summary>TP-PID</summary>
    public byte ProtocolId { get; init; }

    /// <summary>TP-DCS</summary>
    public DataCoding Coding { get; init; }

    /// <summary>TP-SCTS</summary>
    public SmsTimestamp Time { get; init; }

    public UserData UserData { get; init; }

    // TP-RP 7, TP-UDHI 6, TP-SRI 5, spare 4, TP-LP 3, TP-MMS 2, TP-MTI 1-0 (00; the reserved 11 is kept with the spare bit); then
    // TP-OA, TP-PID, TP-DCS, TP-SCTS, TP-UDL, TP-UD.
    private const int SpareBits = 0x10 | TypeBits;

    internal static SmsDeliver Read(ref TpduReader reader, byte first)
    {
        var originator = reader.Address("TP-OA");
        var protocol = reader.Octet("TP-PID");
        var coding = reader.Coding();
        return new()
        {
            MoreMessages = (first & 0x04) == 0,
            LoopPrevention = (first & 0x08) != 0,
            StatusReportIndication = (first & 0x20) != 0,
            ReplyPath = (first & 0x80) != 0,
            Spare = (byte)(first & SpareBits),
            Originator = originator,
            ProtocolId = protocol,
            Coding = coding,
            Time = reader.Stamp("TP-SCTS"),
            UserData = reader.UserData(coding, (first & HeaderBit) != 0),
        };
    }

    public override int Encode(Span<byte> to)
    {
        var writer = new TpduWriter(to);
        writer.Octet(Spare | (MoreMessages ? 0 : 0x04) | (LoopPrevention ? 0x08 : 0) | (StatusReportIndication ? 0x20 : 0) | (UserData.HasHeader ? HeaderBit : 0) | (ReplyPath ? 0x80 : 0));
        writer.Address(Originator);
        writer.Octet(ProtocolId);
        writer.Octet(Coding.Value);
        writer.Stamp(Time);
        writer.UserData(UserData);
        return writer.Count;
    }
}
