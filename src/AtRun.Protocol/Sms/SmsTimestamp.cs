namespace AtRun.Protocol.Sms;

/// <summary>A service centre time stamp: seven octets of swapped digits, kept as they came (23.040 §9.2.3.11).</summary>
/// <param name="Bits">The seven octets, the first (year) in the most significant of the low 56 bits.</param>
public readonly record struct SmsTimestamp(ulong Bits)
{
    public const int Length = 7;

    // Of the last octet: the algebraic sign of the zone, the bit above its tens.
    private const int ZoneSign = 0x08;

    /// <summary>The stamp of a moment; the zone in quarters of an hour.</summary>
    public static SmsTimestamp Of(DateTimeOffset moment)
    {
        var quarters = (int)(moment.Offset.Ticks / (15 * TimeSpan.TicksPerMinute));
        var bits = 0UL;
        Add(moment.Year % 100);
        Add(moment.Month);
        Add(moment.Day);
        Add(moment.Hour);
        Add(moment.Minute);
        Add(moment.Second);
        Add(Math.Abs(quarters));
        return new(quarters < 0 ? bits | ZoneSign : bits);

        void Add(int value) => bits = bits << 8 | (uint)(value % 10 << 4 | value / 10);
    }

    /// <summary>The moment; false where the digits are no date. Years 00-99 are 2000-2099.</summary>
    public bool TryGetMoment(out DateTimeOffset moment)
    {
        moment = default;
        // Twice 14 hours are as far as zones go.
        if (Value(0) is not { } year || Value(1) is not (>= 1 and <= 12 and var month) || Value(2) is not { } day || day < 1 || day > DateTime.DaysInMonth(2000 + year, month)
            || Value(3) is not (< 24 and var hour) || Value(4) is not (< 60 and var minute) || Value(5) is not (< 60 and var second) || Quarters is not (>= -56 and <= 56 and var quarters))
            return false;
        moment = new(2000 + year, month, day, hour, minute, second, TimeSpan.FromMinutes(15 * quarters));
        return true;
    }

    /// <summary>As 27.005 prints it: <c>08/05/28,11:04:37+08</c>, the zone in quarters of an hour; digits that are no date are printed too.</summary>
    public override string ToString() => string.Create(20, this, static (text, stamp) =>
    {
        for (var field = 0; field < Length; field++)
        {
            var octet = stamp.Octet(field);
            var at = text[(field * 3)..];
            (at[0], at[1]) = (Digit(field == 6 ? octet & 7 : octet & 15), Digit(octet >> 4));
            if (field < 6) at[2] = "//,::+"[field];
        }
        if ((stamp.Octet(6) & ZoneSign) != 0) text[17] = '-';

        static char Digit(int value) => "0123456789ABCDEF"[value];
    });

    private int? Quarters
    {
        get
        {
            var octet = Octet(6);
            return Number(octet & ~ZoneSign) is { } quarters ? (octet & ZoneSign) != 0 ? -quarters : quarters : null;
        }
    }

    private int Octet(int index) => (int)(Bits >> (8 * (Length - 1 - index))) & 0xFF;

    private int? Value(int index) => Number(Octet(index));

    // The tens are in the low half.
    private static int? Number(int octet) => (octet & 15) < 10 && octet >> 4 < 10 ? (octet & 15) * 10 + (octet >> 4) : null;
}
