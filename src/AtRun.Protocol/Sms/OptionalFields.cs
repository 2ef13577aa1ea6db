namespace AtRun.Protocol.Sms;

/// <summary>TP-PI and what it names: TP-PID, TP-DCS, TP-UDL with TP-UD (23.040 §9.2.3.27).</summary>
/// <param name="Indicator">TP-PI with its reserved bits; null: only what the other fields need.</param>
internal readonly record struct OptionalFields(byte? Indicator, byte? ProtocolId, DataCoding? Coding, UserData? UserData)
{
    private const int ProtocolBit = 0x01, CodingBit = 0x02, UserDataBit = 0x04, ExtensionBit = 0x80;
    private const int ReservedBits = 0x78;

    /// <summary>There is nothing, not even an indicator.</summary>
    public bool IsEmpty => Indicator is null && ProtocolId is null && Coding is null && UserData is null;

    /// <summary>TP-UDHI</summary>
    public int HeaderBit => UserData is { HasHeader: true } ? 0x40 : 0;

    /// <summary>Spare bits of the first octet; without user data TP-UDHI is one of them.</summary>
    public byte SpareOf(byte first, int spareBits) => (byte)(first & (UserData is null ? spareBits | 0x40 : spareBits));

    public static OptionalFields Read(ref TpduReader reader, byte first)
    {
        var indicator = ReadIndicator(ref reader);
        return ReadNamed(ref reader, first, indicator);
    }

    /// <summary>As a SUBMIT-REPORT has them: TP-SCTS stands between TP-PI and what it names.</summary>
    public static OptionalFields Read(ref TpduReader reader, byte first, out SmsTimestamp time)
    {
        var indicator = ReadIndicator(ref reader);
        time = reader.Stamp("TP-SCTS");
        return ReadNamed(ref reader, first, indicator);
    }

    public void Write(ref TpduWriter writer)
    {
        WriteIndicator(ref writer);
        WriteNamed(ref writer);
    }

    public void WriteIndicator(ref TpduWriter writer) =>
        writer.Octet((Indicator & ReservedBits ?? 0) | (ProtocolId is null ? 0 : ProtocolBit) | (Coding is null ? 0 : CodingBit) | (UserData is null ? 0 : UserDataBit));

    public void WriteNamed(ref TpduWriter writer)
    {
        if (ProtocolId is { } protocol) writer.Octet(protocol);
        if (Coding is { } coding) writer.Octet(coding.Value);
        if (UserData is { } data) writer.UserData(data);
    }

    private static byte ReadIndicator(ref TpduReader reader)
    {
        var at = reader.Position;
        var indicator = reader.Octet("TP-PI");
        // The extension bit says that another octet of TP-PI follows; no release says what it would name.
        if ((indicator & ExtensionBit) != 0) reader.Fail("TP-PI", at, "an extended parameter indicator");
        return indicator;
    }

    private static OptionalFields ReadNamed(ref TpduReader reader, byte first, byte indicator)
    {
        byte? protocol = (indicator & ProtocolBit) != 0 ? reader.Octet("TP-PID") : null;
        DataCoding? coding = (indicator & CodingBit) != 0 ? reader.Coding() : null;
        // MaxLength bounds the TPDU and so the user data.
        UserData? data = (indicator & UserDataBit) != 0 ? reader.UserData(coding ?? DataCoding.Default, (first & 0x40) != 0, Tpdu.MaxLength) : null;
        return new(indicator, protocol, coding, data);
    }
}
