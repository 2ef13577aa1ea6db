namespace AtRun.Protocol.Sms;

/// <summary>A service centre time stamp: seven octets of swapped digits, kept as they came (23.040 §9.2.3.11).</summary>
/// <param name="Bits">The seven octets, the first (year) in the most significant of the low 56 bits.</param>
public readonly record struct SmsTimestamp(ulong Bits)
{
    public const int Length = 7;

    /// <summary>The stamp of a moment; the zone in quarters of an hour.</summary>
    public static SmsTimestamp Of(DateTimeOffset moment) => throw new NotImplementedException();

    /// <summary>The moment; false where the digits are no date. Years 00-99 are 2000-2099.</summary>
    public bool TryGetMoment(out DateTimeOffset moment) => throw new NotImplementedException();

    /// <summary>As 27.005 prints it: <c>08/05/28,11:04:37+08</c>, the zone in quarters of an hour; digits that are no date are printed too.</summary>
    public override string ToString() => throw new NotImplementedException();
}
