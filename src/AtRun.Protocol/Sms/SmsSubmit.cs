namespace AtRun.Protocol.Sms;

/// <summary>SMS-SUBMIT (23.040 §9.2.2.2).</summary>
public sealed record SmsSubmit : Tpdu
{
    /// <summary>TP-RD: the centre refuses one with the same reference and destination as one that it still has.</summary>
    public bool RejectDuplicates { get; init; }

    /// <summary>TP-RP</summary>
    public bool ReplyPath { get; init; }

    /// <summary>TP-SRR</summary>
    public bool StatusReportRequest { get; init; }

    /// <summary>TP-MR</summary>
    public byte Reference { get; init; }

    /// <summary>TP-DA</summary>
    public required SmsAddress Destination { get; init; }

    /// <summary>TP-PID</summary>
    public byte ProtocolId { get; init; }

    /// <summary>TP-DCS</summary>
    public DataCoding Coding { get; init; }

    /// <summary>TP-VP with TP-VPF</summary>
    public ValidityPeriod Validity { get; init; }

    public UserData UserData { get; init; }

    // TP-RP 7, TP-UDHI 6, TP-SRR 5, TP-VPF 4-3, TP-RD 2, TP-MTI 1-0 (01); then
    // TP-MR, TP-DA, TP-PID, TP-DCS, TP-VP, TP-UDL, TP-UD.
    internal static SmsSubmit Read(ref TpduReader reader, byte first)
    {
        var reference = reader.Octet("TP-MR");
        var destination = reader.Address("TP-DA");
        var protocol = reader.Octet("TP-PID");
        var coding = reader.Coding();
        return new()
        {
            RejectDuplicates = (first & 0x04) != 0,
            StatusReportRequest = (first & 0x20) != 0,
            ReplyPath = (first & 0x80) != 0,
            Reference = reference,
            Destination = destination,
            ProtocolId = protocol,
            Coding = coding,
            Validity = (ValidityFormat)((first >> 3) & 3) switch
            {
                ValidityFormat.None => ValidityPeriod.None,
                ValidityFormat.Relative => ValidityPeriod.Relative(reader.Octet("TP-VP")),
                var format => new(format, reader.Seven("TP-VP")),
            },
            UserData = reader.UserData(coding, (first & HeaderBit) != 0),
        };
    }

    public override int Encode(Span<byte> to)
    {
        var writer = new TpduWriter(to);
        writer.Octet(0x01 | (RejectDuplicates ? 0x04 : 0) | ((int)Validity.Format << 3) | (StatusReportRequest ? 0x20 : 0) | (UserData.HasHeader ? HeaderBit : 0) | (ReplyPath ? 0x80 : 0));
        writer.Octet(Reference);
        writer.Address(Destination);
        writer.Octet(ProtocolId);
        writer.Octet(Coding.Value);
        if (Validity.Length == 1) writer.Octet((int)Validity.Bits);
        else if (Validity.Length == 7) writer.Seven(Validity.Bits);
        writer.UserData(UserData);
        return writer.Count;
    }
}
