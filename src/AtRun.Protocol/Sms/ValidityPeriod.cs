namespace AtRun.Protocol.Sms;

/// <summary>Form of a validity period: TP-VPF (23.040 §9.2.3.3).</summary>
public enum ValidityFormat
{
    None = 0,
    Enhanced = 1,
    Relative = 2,
    Absolute = 3,
}

/// <summary>How long the service centre keeps a message that it cannot deliver (23.040 §9.2.3.12).</summary>
/// <param name="Format">TP-VPF.</param>
/// <param name="Bits">The octet of the relative form, or the seven octets of the others as <see cref="SmsTimestamp"/> keeps them.</param>
public readonly record struct ValidityPeriod(ValidityFormat Format, ulong Bits)
{
    public static ValidityPeriod None => default;

    /// <summary>The relative form: 0-143 in 5 minutes, 144-167 in half hours from 12 h, 168-196 in days, 197-255 in weeks (23.040 §9.2.3.12.1).</summary>
    public static ValidityPeriod Relative(byte value) => new(ValidityFormat.Relative, value);

    public static ValidityPeriod Absolute(SmsTimestamp until) => new(ValidityFormat.Absolute, until.Bits);

    /// <summary>The shortest relative form that is not shorter than the span.</summary>
    /// <param name="span">More than the longest, 63 weeks, is 63 weeks.</param>
    public static ValidityPeriod AtLeast(TimeSpan span)
    {
        var value = span.TotalMinutes switch
        {
            <= 12 * 60 and var minutes => Math.Ceiling(minutes / 5) - 1,
            <= 24 * 60 and var minutes => 143 + Math.Ceiling((minutes - 12 * 60) / 30),
            <= 30 * 24 * 60 and var minutes => 166 + Math.Ceiling(minutes / (24 * 60)),
            var minutes => 192 + Math.Ceiling(minutes / (7 * 24 * 60)),
        };
        return Relative((byte)Math.Clamp(value, 0, 255));
    }

    /// <summary>How long, from when the centre took it; null: not said, or not readable. One that is over is zero.</summary>
    public TimeSpan? Span(DateTimeOffset taken) => Format switch
    {
        ValidityFormat.Relative => OfRelative((int)Bits),
        ValidityFormat.Absolute => new SmsTimestamp(Bits).TryGetMoment(out var until) ? until > taken ? until - taken : TimeSpan.Zero : null,
        ValidityFormat.Enhanced => OfEnhanced(),
        _ => null,
    };

    /// <summary>The centre tries once (enhanced form, functionality indicator bit 6).</summary>
    public bool IsSingleShot => Format == ValidityFormat.Enhanced && (Octet(0) & 0x40) != 0;

    /// <summary>Octets in the TPDU: 0, 1 or 7.</summary>
    public int Length => Format switch { ValidityFormat.None => 0, ValidityFormat.Relative => 1, _ => 7 };

    private static TimeSpan OfRelative(int value) => value switch
    {
        < 144 => TimeSpan.FromMinutes(5 * (value + 1)),
        < 168 => TimeSpan.FromMinutes(12 * 60 + 30 * (value - 143)),
        < 197 => TimeSpan.FromDays(value - 166),
        _ => TimeSpan.FromDays(7 * (value - 192)),
    };

    /// <summary>Functionality indicator: bit 7 another one follows, bit 6 single shot, bits 2-0 what follows (23.040 §9.2.3.12.3).</summary>
    private TimeSpan? OfEnhanced()
    {
        var at = 0;
        while ((Octet(at) & 0x80) != 0) if (++at == 6) return null;
        return (Octet(0) & 7) switch
        {
            1 => OfRelative(Octet(at + 1)),
            2 when Octet(at + 1) > 0 => TimeSpan.FromSeconds(Octet(at + 1)),
            3 when at <= 3 && Number(at + 1) is { } hours && Number(at + 2) is < 60 and var minutes && Number(at + 3) is < 60 and var seconds => new TimeSpan(hours, minutes, seconds),
            _ => null,
        };
    }

    private int Octet(int index) => (int)(Bits >> (8 * (6 - index))) & 0xFF;

    private int? Number(int index)
    {
        var octet = Octet(index);
        return (octet & 15) < 10 && octet >> 4 < 10 ? (octet & 15) * 10 + (octet >> 4) : null;
    }
}
