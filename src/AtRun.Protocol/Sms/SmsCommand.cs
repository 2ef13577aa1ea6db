namespace AtRun.Protocol.Sms;

/// <summary>SMS-COMMAND (23.040 §9.2.2.4).</summary>
public sealed record SmsCommand : Tpdu
{
    public bool StatusReportRequest { get; init; }
    public byte Reference { get; init; }
    public byte ProtocolId { get; init; }

    /// <summary>TP-CT: 0 enquiry, 1 cancel the status report, 2 delete the message, 3 enable the status report.</summary>
    public byte CommandType { get; init; }

    /// <summary>TP-MN: reference of the message it is about.</summary>
    public byte MessageNumber { get; init; }

    public required SmsAddress Destination { get; init; }

    /// <summary>TP-UDHI: the command data begin with a header.</summary>
    public bool HasHeader { get; init; }

    /// <summary>TP-CD</summary>
    public ReadOnlyMemory<byte> CommandData { get; init; }

    // Spare 7, TP-UDHI 6, TP-SRR 5, spare 4-2, TP-MTI 1-0 (10); then TP-MR, TP-PID, TP-CT, TP-MN, TP-DA, TP-CDL, TP-CD.
    private const int SpareBits = 0x9C;

    internal static SmsCommand Read(ref TpduReader reader, byte first)
    {
        var reference = reader.Octet("TP-MR");
        var protocol = reader.Octet("TP-PID");
        var type = reader.Octet("TP-CT");
        var number = reader.Octet("TP-MN");
        var destination = reader.Address("TP-DA");
        var length = reader.Octet("TP-CDL");
        return new()
        {
            StatusReportRequest = (first & 0x20) != 0,
            HasHeader = (first & HeaderBit) != 0,
            Spare = (byte)(first & SpareBits),
            Reference = reference,
            ProtocolId = protocol,
            CommandType = type,
            MessageNumber = number,
            Destination = destination,
            CommandData = reader.Octets("TP-CD", length).ToArray(),
        };
    }

    public override int Encode(Span<byte> to)
    {
        var writer = new TpduWriter(to);
        writer.Octet(Spare | 0x02 | (StatusReportRequest ? 0x20 : 0) | (HasHeader ? HeaderBit : 0));
        writer.Octet(Reference);
        writer.Octet(ProtocolId);
        writer.Octet(CommandType);
        writer.Octet(MessageNumber);
        writer.Address(Destination);
        writer.Octet(CommandData.Length);
        writer.Octets(CommandData.Span);
        return writer.Count;
    }

    /// <summary>By the octets of the command data, not by where they lie.</summary>
    public bool Equals(SmsCommand? other) =>
        base.Equals(other) && (StatusReportRequest, HasHeader, Reference, ProtocolId, CommandType, MessageNumber, Destination)
            == (other.StatusReportRequest, other.HasHeader, other.Reference, other.ProtocolId, other.CommandType, other.MessageNumber, other.Destination)
        && CommandData.Span.SequenceEqual(other.CommandData.Span);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(base.GetHashCode());
        hash.Add((Reference, ProtocolId, CommandType, MessageNumber, Destination));
        hash.AddBytes(CommandData.Span);
        return hash.ToHashCode();
    }
}
