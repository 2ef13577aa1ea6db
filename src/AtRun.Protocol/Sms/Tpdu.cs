using System.Diagnostics.CodeAnalysis;

namespace AtRun.Protocol.Sms;

/// <summary>Which way a TPDU goes: the same message type value means another type each way (23.040 §9.2.3.1).</summary>
public enum TpduDirection
{
    /// <summary>From the service centre: DELIVER, SUBMIT-REPORT, STATUS-REPORT.</summary>
    ToMobile,

    /// <summary>To the service centre: SUBMIT, DELIVER-REPORT, COMMAND.</summary>
    ToCentre,
}

/// <summary>A transport PDU of the short message service (23.040 §9.2.2).</summary>
/// <remarks>
/// What was read is written again octet for octet, also what is not understood. Only what has no meaning in an address is made regular:
/// the filler behind an odd number of digits, and the length and spare bits of an alphanumeric one.
/// </remarks>
public abstract record Tpdu
{
    /// <summary>Octets of the longest (27.005: 164 is the most that AT commands take).</summary>
    public const int MaxLength = 164;

    /// <summary>TP-UDHI, in the first octet of every type.</summary>
    private protected const int HeaderBit = 0x40;

    /// <summary>TP-MTI, in the first octet of every type.</summary>
    private protected const int TypeBits = 0x03;

    /// <summary>Bits of the first octet that have no meaning in this type, as they came.</summary>
    public byte Spare { get; init; }

    /// <summary>Reads one. Exactly one of TPDU and error is given.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> octets, TpduDirection direction, [NotNullWhen(true)] out Tpdu? tpdu, out DecodeError error)
    {
        var reader = new TpduReader(octets);
        if (octets.Length > MaxLength) reader.Fail("TPDU", MaxLength, $"{octets.Length} octets, more than {MaxLength}");
        var first = reader.Octet("TP-MTI");
        tpdu = reader.Failed ? null : (direction, first & TypeBits) switch
        {
            (TpduDirection.ToMobile, 1) => SmsSubmitReport.Read(ref reader, first),
            (TpduDirection.ToMobile, 2) => SmsStatusReport.Read(ref reader, first),
            // The reserved type is treated as a DELIVER, and kept as it came (23.040 §9.2.3.1).
            (TpduDirection.ToMobile, _) => SmsDeliver.Read(ref reader, first),
            (_, 0) => SmsDeliverReport.Read(ref reader, first),
            (_, 1) => SmsSubmit.Read(ref reader, first),
            (_, 2) => SmsCommand.Read(ref reader, first),
            _ => null,
        };
        if (tpdu is null) reader.Fail("TP-MTI", 0, "reserved message type 3");
        else if (!reader.AtEnd) reader.Fail("TPDU", reader.Position, $"{reader.Left} octets too many");
        error = reader.Error;
        if (!reader.Failed && tpdu is not null) return true;
        tpdu = null;
        return false;
    }

    /// <summary>Writes it; returns its length in octets.</summary>
    /// <param name="to">At least <see cref="MaxLength"/> octets.</param>
    /// <exception cref="ArgumentException">An address is not valid, or the user data do not fit.</exception>
    public abstract int Encode(Span<byte> to);

    public byte[] ToArray()
    {
        Span<byte> octets = stackalloc byte[MaxLength];
        return octets[..Encode(octets)].ToArray();
    }
}
