using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Module.Positioning;

/// <summary>What a satellite receiver knows at a moment.</summary>
/// <param name="Time">UTC; null: it does not know the time yet.</param>
/// <param name="Fix">Null: it has no position now.</param>
/// <param name="InView">Satellites above the horizon.</param>
public readonly record struct Observation(DateTimeOffset? Time, Fix? Fix, IReadOnlyList<Satellite> InView);

/// <summary>The sentences of NMEA 0183 that the satellite receiver speaks, without the CR LF behind them.</summary>
/// <remarks>NMEA 0183 2.3 §6.3, as SiRFstarIII writes them: the mode indicator at the end of GLL, RMC and VTG, no height of the geoid.</remarks>
public static class Nmea
{
    /// <summary>Places for satellites in GSA.</summary>
    private const int UsedPlaces = 12;

    private const int ViewedInSentence = 4;
    private const double KnotsInMetre = 3600.0 / 1852;
    private const double KilometresInMetre = 3.6;

    /// <summary>Appends <c>*hh</c>: all characters between $ and * combined by exclusive or.</summary>
    public static string Sentence(string body)
    {
        var sum = 0;
        foreach (var c in body) sum ^= c;
        return string.Create(CultureInfo.InvariantCulture, $"${body}*{sum:X2}");
    }

    // $GPGGA,hhmmss.sss,ddmm.mmmm,N,dddmm.mmmm,E,<quality>,<satellites>,<hdop>,<height>,M,<geoid>,<M>,<age>,<station>
    public static string Gga(in Observation now) => now.Fix is { } fix
        ? Sentence(Text($"GPGGA,{TimeOf(now.Time)},{Latitude(fix.Place)},{Longitude(fix.Place)},1,{fix.Used.Count:00},{fix.Dilution.Horizontal:0.0},{fix.Place.Altitude:0.0},M,,,,0000"))
        : Sentence($"GPGGA,{TimeOf(now.Time)},,,,,0,00,,,M,,,,0000");

    // $GPGLL,ddmm.mmmm,N,dddmm.mmmm,E,hhmmss.sss,<A valid, V not>,<mode>
    public static string Gll(in Observation now) => now.Fix is { } fix
        ? Sentence($"GPGLL,{Latitude(fix.Place)},{Longitude(fix.Place)},{TimeOf(now.Time)},A,A")
        : Sentence($"GPGLL,,,,,{TimeOf(now.Time)},V,N");

    // $GPGSA,A,<1 no, 2 flat, 3 full>,<12 satellites>,<pdop>,<hdop>,<vdop>
    public static string Gsa(in Observation now)
    {
        if (now.Fix is not { } fix) return Sentence("GPGSA,A,1,,,,,,,,,,,,,,,");
        var used = string.Join(',', Enumerable.Range(0, UsedPlaces).Select(i => i < fix.Used.Count ? Text($"{fix.Used[i].Number:00}") : ""));
        return Sentence(Text($"GPGSA,A,{fix.Dimensions},{used},{fix.Dilution.Position:0.0},{fix.Dilution.Horizontal:0.0},{fix.Dilution.Vertical:0.0}"));
    }

    // $GPGSV,<sentences>,<this one>,<in view>{,<satellite>,<elevation>,<azimuth>,<signal>}
    public static IEnumerable<string> Gsv(Observation now)
    {
        var sentences = Math.Max(1, (now.InView.Count + ViewedInSentence - 1) / ViewedInSentence);
        for (var i = 0; i < sentences; i++)
        {
            var satellites = now.InView.Skip(i * ViewedInSentence).Take(ViewedInSentence)
                .Select(s => Text($",{s.Number:00},{(int)s.Elevation:00},{(int)s.Azimuth:000},{(s.Signal > 0 ? Text($"{s.Signal:00}") : "")}"));
            yield return Sentence(Text($"GPGSV,{sentences},{i + 1},{now.InView.Count:00}{string.Concat(satellites)}"));
        }
    }

    // $GPRMC,hhmmss.sss,<A valid, V not>,ddmm.mmmm,N,dddmm.mmmm,E,<knots>,<course>,ddmmyy,<variation>,<E>,<mode>
    public static string Rmc(in Observation now) => now.Fix is { } fix
        ? Sentence(Text($"GPRMC,{TimeOf(now.Time)},A,{Latitude(fix.Place)},{Longitude(fix.Place)},{Knots(fix.Place):0.00},{fix.Place.Course:0.00},{DateOf(now.Time)},,,A"))
        : Sentence($"GPRMC,{TimeOf(now.Time)},V,,,,,,,{DateOf(now.Time)},,,N");

    // $GPVTG,<course>,T,<magnetic course>,M,<knots>,N,<km/h>,K,<mode>
    public static string Vtg(in Observation now) => now.Fix is { } fix
        ? Sentence(Text($"GPVTG,{fix.Place.Course:0.00},T,,M,{Knots(fix.Place):0.00},N,{Kilometres(fix.Place):0.0},K,A"))
        : Sentence("GPVTG,,T,,M,,N,,K,N");

    /// <summary>Values of $GPSACP; a position that is not the present one has the kind of fix 0.</summary>
    /// <remarks>
    /// AT reference 80000ST10025a p560-561:
    /// <code>hhmmss.sss,ddmm.mmmmN,dddmm.mmmmE,hdop,height,fix,ddd.mm (course in degrees and minutes),km/h,knots,ddmmyy,satellites</code>
    /// </remarks>
    public static string Acquired(Fix? last, bool isPresent)
    {
        if (last is not { } fix) return ",,,,,0,,,,,00";
        var minutes = (int)Math.Round(fix.Place.Course * 60) % (360 * 60);
        return Text($"{TimeOf(fix.Time)},{Latitude(fix.Place).Replace(",", "", StringComparison.Ordinal)},{Longitude(fix.Place).Replace(",", "", StringComparison.Ordinal)},{fix.Dilution.Horizontal:0.0},{fix.Place.Altitude:0.0},{(isPresent ? fix.Dimensions : 0)},{minutes / 60:000}.{minutes % 60:00},{Kilometres(fix.Place):0.0},{Knots(fix.Place):0.0},{DateOf(fix.Time)},{(isPresent ? fix.Used.Count : 0):00}");
    }

    private static double Knots(in Place place) => place.Speed * KnotsInMetre;

    private static double Kilometres(in Place place) => place.Speed * KilometresInMetre;

    private static string Latitude(in Place place) => Angle(place.Latitude, 2, 'N', 'S');

    private static string Longitude(in Place place) => Angle(place.Longitude, 3, 'E', 'W');

    // Degrees and minutes to four places, rounded as one number: 59.99996 minutes are a degree.
    private static string Angle(double degrees, int digits, char positive, char negative)
    {
        const int Parts = 60 * 10_000;
        var all = (long)Math.Round(Math.Abs(degrees) * Parts);
        return (all / Parts).ToString(new string('0', digits), CultureInfo.InvariantCulture)
            + Text($"{all % Parts / 10_000.0:00.0000},{(degrees < 0 ? negative : positive)}");
    }

    private static string TimeOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("HHmmss.fff", CultureInfo.InvariantCulture) ?? "";

    private static string DateOf(DateTimeOffset? time) => time?.UtcDateTime.ToString("ddMMyy", CultureInfo.InvariantCulture) ?? "";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
