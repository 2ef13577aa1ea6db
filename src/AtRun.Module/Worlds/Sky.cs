namespace AtRun.Module.Worlds;

/// <summary>Where something is, and how it moves.</summary>
/// <param name="Latitude">Degrees, north positive.</param>
/// <param name="Longitude">Degrees, east positive, -180 to 180.</param>
/// <param name="Altitude">Metres above the sea.</param>
/// <param name="Course">Degrees from north, 0 to 360.</param>
/// <param name="Speed">Metres a second over ground.</param>
public readonly record struct Place(double Latitude, double Longitude, double Altitude, double Course, double Speed);

/// <summary>A satellite above the horizon.</summary>
/// <param name="Number">As NMEA numbers it, 1 to 32.</param>
/// <param name="Elevation">Degrees, 0 to 90.</param>
/// <param name="Azimuth">Degrees from north, 0 to 359.</param>
/// <param name="Signal">Carrier to noise density, dBHz; 0: it is not received.</param>
public readonly record struct Satellite(int Number, double Elevation, double Azimuth, int Signal);

/// <summary>The sky above the module, for its satellite receiver.</summary>
public interface ISky
{
    /// <summary>Where the module is at that moment.</summary>
    Place PlaceAt(DateTimeOffset time);

    /// <summary>Satellites above the horizon there and then, at most 12, the best first.</summary>
    IReadOnlyList<Satellite> InView(DateTimeOffset time);

    /// <summary>Something came between the antenna and the sky, or went away.</summary>
    event Action? Changed;
}

/// <summary>No satellite is ever seen.</summary>
public sealed class NoSky : ISky
{
    public Place PlaceAt(DateTimeOffset time) => default;

    public IReadOnlyList<Satellite> InView(DateTimeOffset time) => [];

    public event Action? Changed
    {
        add { }
        remove { }
    }
}
