namespace AtRun.Protocol.Sms;

/// <summary>SMS-DELIVER-REPORT (23.040 §9.2.2.1a).</summary>
public sealed record SmsDeliverReport : Tpdu
{
    /// <summary>TP-FCS (23.040 §9.2.3.22), 128-255, in an RP-ERROR; null: an RP-ACK, which has none.</summary>
    public byte? FailureCause { get; init => field = FailureCauses.Check(value); }

    /// <inheritdoc cref="SmsStatusReport.Indicator"/>
    public byte? Indicator { get; init; }

    public byte? ProtocolId { get; init; }
    public DataCoding? Coding { get; init; }
    public UserData? UserData { get; init; }

    // Spare 7, TP-UDHI 6, spare 5-2, TP-MTI 1-0 (00); then TP-FCS in an RP-ERROR, TP-PI, TP-PID, TP-DCS, TP-UDL, TP-UD.
    private const int SpareBits = 0xBC;

    internal static SmsDeliverReport Read(ref TpduReader reader, byte first)
    {
        var cause = FailureCauses.Read(ref reader);
        var optional = OptionalFields.Read(ref reader, first);
        return new()
        {
            Spare = optional.SpareOf(first, SpareBits),
            FailureCause = cause,
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
        writer.Octet(Spare | optional.HeaderBit);
        if (FailureCause is { } cause) writer.Octet(cause);
        optional.Write(ref writer);
        return writer.Count;
    }
}

/// <summary>SMS-SUBMIT-REPORT (23.040 §9.2.2.2a).</summary>
public sealed record SmsSubmitReport : Tpdu
{
    /// <inheritdoc cref="SmsDeliverReport.FailureCause"/>
    public byte? FailureCause { get; init => field = FailureCauses.Check(value); }

    /// <summary>TP-SCTS: when the centre took the message.</summary>
    public SmsTimestamp Time { get; init; }

    /// <inheritdoc cref="SmsStatusReport.Indicator"/>
    public byte? Indicator { get; init; }

    public byte? ProtocolId { get; init; }
    public DataCoding? Coding { get; init; }
    public UserData? UserData { get; init; }

    // Spare 7, TP-UDHI 6, spare 5-2, TP-MTI 1-0 (01); then TP-FCS in an RP-ERROR, TP-PI, TP-SCTS, TP-PID, TP-DCS, TP-UDL, TP-UD.
    private const int SpareBits = 0xBC;

    internal static SmsSubmitReport Read(ref TpduReader reader, byte first)
    {
        var cause = FailureCauses.Read(ref reader);
        var optional = OptionalFields.Read(ref reader, first, out var time);
        return new()
        {
            Spare = optional.SpareOf(first, SpareBits),
            FailureCause = cause,
            Time = time,
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
        writer.Octet(Spare | 0x01 | optional.HeaderBit);
        if (FailureCause is { } cause) writer.Octet(cause);
        optional.WriteIndicator(ref writer);
        writer.Stamp(Time);
        optional.WriteNamed(ref writer);
        return writer.Count;
    }
}

/// <summary>
/// TP-FCS, which an RP-ERROR has and an RP-ACK has not. The octets alone tell them apart by bit 7 of the second octet: failure causes below 128
/// are reserved (23.040 §9.2.3.22), and in TP-PI the bit would mean a second octet of it, which no release defines (§9.2.3.27).
/// </summary>
internal static class FailureCauses
{
    public static byte? Read(ref TpduReader reader) => reader.Next >= 0x80 ? reader.Octet("TP-FCS") : null;

    public static byte? Check(byte? cause) => cause is null or >= 0x80 ? cause : throw new ArgumentOutOfRangeException(nameof(cause), cause, "failure causes below 128 are reserved");
}
