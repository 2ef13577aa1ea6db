using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>A record of EF SMSP: the parameters of sending that a SIM keeps.</summary>
/// <param name="Centre">None: the record has none.</param>
/// <param name="ProtocolId">Null: the record has none.</param>
/// <param name="Coding">Null: the record has none.</param>
/// <param name="Validity">The relative form; null: the record has none.</param>
/// <remarks>
/// GSM 11.11 §10.5.6. Behind the name, whose length the card decides:
/// <code>
/// 1   indicators: bit 1 destination, 2 service centre, 3 TP-PID, 4 TP-DCS, 5 TP-VP; 0: it is there
/// 12  TP-DA
/// 12  service centre: length of what follows, type of address, digits
/// 1   TP-PID
/// 1   TP-DCS
/// 1   TP-VP
/// </code>
/// </remarks>
internal readonly record struct MessageParameters(SmsAddress Centre, byte? ProtocolId, byte? Coding, byte? Validity)
{
    /// <summary>Octets behind the name.</summary>
    private const int Length = 28;

    private const int CentreAt = 13, ProtocolIdAt = 25, CodingAt = 26, ValidityAt = 27;
    private const int HasCentre = 0x02, HasProtocolId = 0x04, HasCoding = 0x08, HasValidity = 0x10;

    /// <summary>What a record says.</summary>
    public static MessageParameters Read(ReadOnlySpan<byte> record)
    {
        if (record.Length < Length) return new(SmsAddress.None, null, null, null);
        var fields = record[^Length..];
        var absent = fields[0];
        var centre = SmsAddress.None;
        if ((absent & HasCentre) == 0) SmsPdu.TryDecodeCentre(fields[CentreAt..ProtocolIdAt], out centre, out _, out _);
        return new(centre, Of(fields, HasProtocolId, ProtocolIdAt), Of(fields, HasCoding, CodingAt), Of(fields, HasValidity, ValidityAt));

        static byte? Of(ReadOnlySpan<byte> fields, int bit, int at) => (fields[0] & bit) == 0 ? fields[at] : null;
    }

    /// <summary>The record with these values; its name and destination stay.</summary>
    public byte[] Write(ReadOnlySpan<byte> record)
    {
        var written = record.ToArray();
        if (written.Length < Length) return written;
        var fields = written.AsSpan(written.Length - Length);
        fields[CentreAt..ProtocolIdAt].Fill(0xFF);
        if (!Centre.IsNone) SmsPdu.EncodeCentre(Centre, fields[CentreAt..]);
        Mark(fields, HasCentre, !Centre.IsNone);
        Set(fields, HasProtocolId, ProtocolIdAt, ProtocolId);
        Set(fields, HasCoding, CodingAt, Coding);
        Set(fields, HasValidity, ValidityAt, Validity);
        return written;

        static void Set(Span<byte> fields, int bit, int at, byte? value)
        {
            fields[at] = value ?? 0xFF;
            Mark(fields, bit, value is not null);
        }

        static void Mark(Span<byte> fields, int bit, bool there) => fields[0] = (byte)(there ? fields[0] & ~bit : fields[0] | bit);
    }
}
