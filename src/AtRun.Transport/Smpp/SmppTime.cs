using System.Globalization;

namespace AtRun.Transport.Smpp;

/// <summary>Moments and spans as SMPP writes them: <c>YYMMDDhhmmsstnn+</c>, <c>-</c> or <c>R</c> (SMPP 3.4 §7.1.1).</summary>
/// <remarks>t: tenths of a second; nn: quarters of an hour from UTC. Of a span, a year is 365 days here and a month 30, as nothing says from where they count.</remarks>
public static class SmppTime
{
    public const int Length = 16;

    /// <summary>The longest span that is written.</summary>
    private static readonly TimeSpan MaxSpan = TimeSpan.FromDays(99 * 365);

    /// <summary>Reads a moment, or a span from now.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length != Length || text[..15].IndexOfAnyExceptInRange('0', '9') >= 0) return false;
        var (year, month, day) = (Two(text), Two(text[2..]), Two(text[4..]));
        var time = new TimeSpan(0, Two(text[6..]), Two(text[8..]), Two(text[10..]), (text[12] - '0') * 100);
        var sign = text[15];
        if (sign == 'R')
        {
            moment = now + TimeSpan.FromDays(year * 365 + month * 30 + day) + time;
            return true;
        }
        var zone = TimeSpan.FromMinutes(15 * Two(text[13..]));
        if (sign is not ('+' or '-') || zone > TimeSpan.FromHours(12) || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2000 + year, month) || time >= TimeSpan.FromDays(1)) return false;
        moment = new DateTimeOffset(2000 + year, month, day, 0, 0, 0, sign == '+' ? zone : -zone) + time;
        return true;

        static int Two(ReadOnlySpan<char> digits) => (digits[0] - '0') * 10 + digits[1] - '0';
    }

    /// <summary>A moment, in its own zone.</summary>
    public static string Of(DateTimeOffset moment) => string.Create(CultureInfo.InvariantCulture,
        $"{moment:yyMMddHHmmss}{moment.Millisecond / 100}{Math.Abs(moment.Offset.TotalMinutes) / 15:00}{(moment.Offset < TimeSpan.Zero ? '-' : '+')}");

    /// <summary>A span, to the second.</summary>
    public static string Of(TimeSpan span)
    {
        if (span > MaxSpan) span = MaxSpan;
        var days = span.Days;
        return string.Create(CultureInfo.InvariantCulture, $"{days / 365:00}{days % 365 / 30:00}{days % 365 % 30:00}{span:hhmmss}000R");
    }
}
