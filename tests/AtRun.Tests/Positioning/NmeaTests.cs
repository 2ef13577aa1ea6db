using System.Globalization;
using AtRun.Module.Positioning;
using AtRun.Module.Worlds;
using AtRun.Simulation;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtRun.Tests.Positioning;

public sealed class NmeaTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // AT reference 80000ST10025a p560; SiRF NMEA reference manual 1050-0042, tables 1-3 to 1-10.
    [Theory]
    [InlineData("GPGSA,A,3,23,20,24,07,13,04,02,,,,,,2.4,1.6,1.8", "$GPGSA,A,3,23,20,24,07,13,04,02,,,,,,2.4,1.6,1.8*3C")]
    [InlineData("GPGGA,161229.487,3723.2475,N,12158.3416,W,1,07,1.0,9.0,M,,,,0000", "$GPGGA,161229.487,3723.2475,N,12158.3416,W,1,07,1.0,9.0,M,,,,0000*18")]
    [InlineData("GPGLL,3723.2475,N,12158.3416,W,161229.487,A", "$GPGLL,3723.2475,N,12158.3416,W,161229.487,A*2C")]
    [InlineData("GPRMC,161229.487,A,3723.2475,N,12158.3416,W,0.13,309.62,120598,,", "$GPRMC,161229.487,A,3723.2475,N,12158.3416,W,0.13,309.62,120598,,*10")]
    [InlineData("GPVTG,309.62,T,,M,0.13,N,0.2,K", "$GPVTG,309.62,T,,M,0.13,N,0.2,K*6E")]
    public void The_checksum_is_that_of_published_sentences(string body, string sentence) => Assert.Equal(sentence, Nmea.Sentence(body));

    // 82 characters with $ and CR LF (NMEA 0183 §5.3); letters, digits and a few signs; the position that went in, to a ten-thousandth of a minute.
    [Fact]
    public void Any_place_at_any_time_gives_sentences_that_hold_it() =>
        Gen.Select(Gen.Double[-89.99, 89.99], Gen.Double[-180, 180], Gen.Int[0, 10_000_000], Gen.Int[0, 12], Gen.Double[0, 300]).Sample((latitude, longitude, seconds, satellites, speed) =>
        {
            var time = Start.AddSeconds(seconds);
            var sky = new Sky(new FakeTimeProvider(Start));
            sky.Stand(latitude, longitude, 100);
            sky.Open(satellites);
            var inView = sky.InView(time);
            var used = inView.Where(s => s.Signal > 0).ToList();
            var fix = used.Count < Fix.Flat ? null : new Fix(time, sky.PlaceAt(time) with { Speed = speed, Course = seconds % 360 }, used, Dilution.Of(used));
            var now = new Observation(time, fix, inView);
            string[] all = [Nmea.Gga(now), Nmea.Gll(now), Nmea.Gsa(now), .. Nmea.Gsv(now), Nmea.Rmc(now), Nmea.Vtg(now)];
            Assert.All(all, s => Assert.InRange(s.Length + 2, 10, 82));
            Assert.All(all, s => Assert.Equal(s, Nmea.Sentence(s[1..^3])));
            if (fix is null) return;
            var fields = Nmea.Gga(now).Split(',');
            Assert.Equal(latitude, Degrees(fields[2], 2, fields[3] == "S"), 0.0001 / 60);
            Assert.Equal(longitude, Degrees(fields[4], 3, fields[5] == "W"), 0.0001 / 60);
            Assert.Equal(11, Nmea.Acquired(fix, isPresent: true).Split(',').Length);
        }, iter: 300, seed: "0000KOIKpxW2");

    // A minute that rounds up to 60 is a degree.
    [Theory]
    [InlineData(45.99999999, "4600.0000,N")]
    [InlineData(-0.00000001, "0000.0000,S")]
    [InlineData(89.99999999, "9000.0000,N")]
    public void Minutes_never_come_to_60(double latitude, string text)
    {
        var place = new Place(latitude, 0, 0, 0, 0);
        Assert.Contains(text, Nmea.Gga(new(Start, new Fix(Start, place, [], Dilution.Unknown), [])), StringComparison.Ordinal);
    }

    // Four satellites, one overhead and three around the horizon: the textbook's best case of four.
    [Fact]
    public void The_dilution_of_a_known_geometry_is_that_of_the_books()
    {
        Satellite[] four = [new(1, 90, 0, 40), new(2, 0, 0, 40), new(3, 0, 120, 40), new(4, 0, 240, 40)];
        var dilution = Dilution.Of(four);
        Assert.Equal(Math.Sqrt(4.0 / 3), dilution.Horizontal, 6);
        Assert.Equal(Math.Sqrt(4.0 / 3), dilution.Vertical, 6);
        Assert.Equal(Dilution.Unknown, Dilution.Of([four[0], four[0], four[0], four[0]]));
        Assert.Equal(Dilution.Unknown, Dilution.Of([four[1], four[2]]));
    }

    // Everywhere and at any time the open sky gives a position with height; no satellite stands still.
    [Fact]
    public void The_open_sky_has_satellites_enough() =>
        Gen.Select(Gen.Double[-70, 70], Gen.Double[-180, 180], Gen.Int[0, 100_000_000]).Sample((latitude, longitude, seconds) =>
        {
            var sky = new Sky(new FakeTimeProvider(Start));
            sky.Stand(latitude, longitude, 0);
            var inView = sky.InView(Start.AddSeconds(seconds));
            Assert.InRange(inView.Count, 4, 12);
            Assert.All(inView, s => Assert.InRange(s.Elevation, 5, 90));
            Assert.All(inView, s => Assert.InRange(s.Azimuth, 0, 360));
            Assert.Equal(inView.Count, inView.Select(s => s.Number).Distinct().Count());
            Assert.InRange(Dilution.Of(inView).Horizontal, 0.5, 10);
            Assert.NotEqual(inView[0], sky.InView(Start.AddSeconds(seconds + 600))[0]);
        }, iter: 300, seed: "0000KOIKpxW2");

    [Fact]
    public void A_way_is_driven_at_its_speed_and_ends_where_it_should()
    {
        var time = new FakeTimeProvider(Start);
        var sky = new Sky(time);
        sky.Stand(45, 13, 50);
        sky.Drive([(45.01, 13), (45.01, 13.01)], 10);
        var under = sky.PlaceAt(Start.AddSeconds(60));
        Assert.Equal((0, 10, 50), (Math.Round(under.Course), under.Speed, under.Altitude));
        Assert.Equal(45 + 600 / 111_195.0, under.Latitude, 6);
        Assert.Equal(90, sky.PlaceAt(Start.AddSeconds(130)).Course, 1);
        Assert.Equal((45.01, 13.01, 0.0), sky.PlaceAt(Start.AddSeconds(300)) is var end ? (end.Latitude, end.Longitude, end.Speed) : default);
        // From the start on it drives round and round: after a round it is where it was.
        var around = new Sky(time);
        Assert.NotEqual(around.PlaceAt(Start), around.PlaceAt(Start.AddSeconds(10)));
    }

    private static double Degrees(string text, int digits, bool negative)
    {
        var degrees = double.Parse(text[..digits], CultureInfo.InvariantCulture) + double.Parse(text[digits..], CultureInfo.InvariantCulture) / 60;
        return negative ? -degrees : degrees;
    }
}
