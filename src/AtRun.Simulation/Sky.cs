using System.Collections.Immutable;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>The sky above one module, and the way that the module takes under it. Both follow from the time alone.</summary>
/// <remarks>
/// Thirty satellites in six planes, on circles: the geometry of GPS, not its almanac. The earth is a sphere. From the start on the module drives
/// around a block at 36 km/h, in the town of the manual's examples (AT reference 80000ST10025a p561).
/// </remarks>
public sealed class Sky : ISky
{
    private const int MostInView = 12;

    /// <summary>Degrees above the horizon below which nothing is received.</summary>
    private const double Mask = 5;

    private const double EarthRadius = 6_371_000, OrbitRadius = 26_559_700;
    private const double Inclination = 55 * Math.PI / 180;
    private const int Planes = 6, InPlane = 5;

    /// <summary>Seconds in which the earth turns once, half of which a satellite needs.</summary>
    private const double SiderealDay = 86_164.0905;

    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _time;
    private Route _route;
    private int _open = MostInView;

    /// <param name="time">Of the module's turn.</param>
    /// <param name="place">Several modules drive around different blocks.</param>
    public Sky(TimeProvider time, int place = 0)
    {
        _time = time;
        var corner = (Latitude: 45.7135 + 0.01 * (place % 100), Longitude: 13.7378);
        _route = Route.Around(time.GetUtcNow(), [corner, (corner.Latitude, corner.Longitude + 0.004), (corner.Latitude + 0.003, corner.Longitude + 0.004), (corner.Latitude + 0.003, corner.Longitude)], 10, 207.5);
    }

    public event Action? Changed;

    public Place PlaceAt(DateTimeOffset time) => _route.At(time);

    /// <summary>The module stands still there.</summary>
    public void Stand(double latitude, double longitude, double altitude) => _route = Route.Along(_time.GetUtcNow(), [(latitude, longitude)], 0, altitude);

    /// <summary>The module drives from where it is through these points, at so many metres a second, and stops at the last one.</summary>
    public void Drive(IReadOnlyList<(double Latitude, double Longitude)> points, double speed)
    {
        var now = _time.GetUtcNow();
        var here = PlaceAt(now);
        _route = Route.Along(now, [(here.Latitude, here.Longitude), .. points], speed, here.Altitude);
    }

    /// <summary>So many satellites are received at most, the best: 0 in a garage, all of them (12) under the open sky.</summary>
    public void Open(int satellites)
    {
        _open = satellites;
        Changed?.Invoke();
    }

    public IReadOnlyList<Satellite> InView(DateTimeOffset time)
    {
        var place = PlaceAt(time);
        var found = new List<Satellite>(MostInView);
        for (var i = 0; i < Planes * InPlane; i++)
        {
            var (elevation, azimuth) = Seen(i, time, place);
            if (elevation >= Mask) found.Add(new(i + 1, elevation, azimuth, 28 + (int)(20 * Math.Sin(double.DegreesToRadians(elevation)))));
        }
        found.Sort(static (a, b) => b.Elevation.CompareTo(a.Elevation));
        if (found.Count > MostInView) found.RemoveRange(MostInView, found.Count - MostInView);
        for (var i = _open; i < found.Count; i++) found[i] = found[i] with { Signal = 0 };
        return found;
    }

    // Where the satellite is in space, then from the earth's axis and Greenwich, then from the place: east, north, up.
    private static (double Elevation, double Azimuth) Seen(int satellite, DateTimeOffset time, in Place place)
    {
        var turns = (time - Epoch).TotalSeconds / SiderealDay;
        var (plane, slot) = (satellite / InPlane, satellite % InPlane);
        var along = 2 * Math.PI * (2 * turns % 1 + (double)slot / InPlane + (double)plane / (Planes * InPlane));
        var node = 2 * Math.PI * ((double)plane / Planes - turns % 1);
        var (x, y) = (Math.Cos(along), Math.Sin(along) * Math.Cos(Inclination));
        var (sx, sy, sz) = (OrbitRadius * (x * Math.Cos(node) - y * Math.Sin(node)), OrbitRadius * (x * Math.Sin(node) + y * Math.Cos(node)), OrbitRadius * Math.Sin(along) * Math.Sin(Inclination));
        var (latitude, longitude) = (double.DegreesToRadians(place.Latitude), double.DegreesToRadians(place.Longitude));
        var (cosLat, sinLat, cosLon, sinLon) = (Math.Cos(latitude), Math.Sin(latitude), Math.Cos(longitude), Math.Sin(longitude));
        var (dx, dy, dz) = (sx - EarthRadius * cosLat * cosLon, sy - EarthRadius * cosLat * sinLon, sz - EarthRadius * sinLat);
        var east = -sinLon * dx + cosLon * dy;
        var north = -sinLat * cosLon * dx - sinLat * sinLon * dy + cosLat * dz;
        var up = cosLat * cosLon * dx + cosLat * sinLon * dy + sinLat * dz;
        return (double.RadiansToDegrees(Math.Atan2(up, Math.Sqrt(east * east + north * north))), (double.RadiansToDegrees(Math.Atan2(east, north)) + 360) % 360);
    }
}

/// <summary>A way along straight lines at one speed, from a moment on.</summary>
internal sealed class Route
{
    private const double MetresInDegree = 111_195;

    private readonly DateTimeOffset _from;
    private readonly ImmutableArray<(double Latitude, double Longitude)> _points;
    private readonly ImmutableArray<double> _lengths;
    private readonly double _speed;
    private readonly double _altitude;
    private readonly bool _closed;

    private Route(DateTimeOffset from, ImmutableArray<(double Latitude, double Longitude)> points, double speed, double altitude, bool closed)
    {
        (_from, _points, _speed, _altitude, _closed) = (from, closed ? points.Add(points[0]) : points, speed, altitude, closed);
        _lengths = [.. Enumerable.Range(0, _points.Length - 1).Select(i => Vector(i) is var (east, north) ? Math.Sqrt(east * east + north * north) : 0)];
    }

    /// <summary>Round and round.</summary>
    public static Route Around(DateTimeOffset from, ImmutableArray<(double, double)> points, double speed, double altitude) => new(from, points, speed, altitude, closed: true);

    /// <summary>To the last point.</summary>
    public static Route Along(DateTimeOffset from, ImmutableArray<(double, double)> points, double speed, double altitude) => new(from, points, speed, altitude, closed: false);

    public Place At(DateTimeOffset time)
    {
        var way = Math.Max(0, (time - _from).TotalSeconds) * _speed;
        var all = _lengths.Sum();
        if (_closed && all > 0) way %= all;
        for (var i = 0; i < _lengths.Length; way -= _lengths[i++])
        {
            if (way >= _lengths[i]) continue;
            var (part, (east, north)) = (way / _lengths[i], Vector(i));
            return new(
                _points[i].Latitude + part * (_points[i + 1].Latitude - _points[i].Latitude), _points[i].Longitude + part * (_points[i + 1].Longitude - _points[i].Longitude),
                _altitude, (double.RadiansToDegrees(Math.Atan2(east, north)) + 360) % 360, _speed);
        }
        return new(_points[^1].Latitude, _points[^1].Longitude, _altitude, 0, 0);
    }

    /// <summary>Metres east and north from a point to the next one.</summary>
    private (double East, double North) Vector(int i) => (
        (_points[i + 1].Longitude - _points[i].Longitude) * MetresInDegree * Math.Cos(double.DegreesToRadians((_points[i].Latitude + _points[i + 1].Latitude) / 2)),
        (_points[i + 1].Latitude - _points[i].Latitude) * MetresInDegree);
}
