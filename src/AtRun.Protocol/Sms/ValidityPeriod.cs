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
    public static ValidityPeriod AtLeast(TimeSpan span) => throw new NotImplementedException();

    /// <summary>How long, from when the centre took it; null: not said, or not readable.</summary>
    public TimeSpan? Span(DateTimeOffset taken) => throw new NotImplementedException();

    /// <summary>Octets in the TPDU: 0, 1 or 7.</summary>
    public int Length => Format switch { ValidityFormat.None => 0, ValidityFormat.Relative => 1, _ => 7 };
}
