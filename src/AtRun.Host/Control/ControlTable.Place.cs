using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Host.Control;

/// <content>Where the module is, and what time it is there.</content>
public static partial class ControlTable
{
    private const int MostDegrees = 150, MostSatellites = 12, MostMilliamperes = 1000, MostKmh = 1000, HighestMetres = 9000;

    private static string? SetCharger(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!Enum.TryParse<Charger>(parameters[0], ignoreCase: true, out var charger) || !Enum.IsDefined(charger)) return "a charger is none, charging or complete";
        module.Module.Board.Charger = charger;
        return null;
    }

    private static string? SetTemperature(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!int.TryParse(parameters[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var degrees) || Math.Abs(degrees) > MostDegrees) return $"a temperature is a number from -{MostDegrees} to {MostDegrees}";
        module.Module.Board.Temperature = degrees;
        return null;
    }

    private static string? SetSensor(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!TryDegrees(parameters[0], MostDegrees, out var degrees)) return $"a temperature is a number from -{MostDegrees} to {MostDegrees}";
        module.Sensor.Celsius = degrees;
        return null;
    }

    private static string? SetAntenna(Surroundings module, ReadOnlySpan<string> parameters)
    {
        AntennaState? state = parameters[0] switch
        {
            "connected" => AntennaState.Connected,
            "ground" => AntennaState.ShortToGround,
            "power" => AntennaState.ShortToPower,
            "open" => AntennaState.Open,
            _ => null,
        };
        if (state is not { } found) return "an antenna is connected, ground, power or open";
        module.Module.Board.RadioAntenna = found;
        return null;
    }

    private static string? StandAt(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!TryDegrees(parameters[0], 90, out var latitude) || !TryDegrees(parameters[1], 180, out var longitude)) return NoPlace;
        var altitude = 0;
        if (parameters.Length > 2 && !ControlCommand.TryNumber(parameters[2], 0, HighestMetres, out altitude)) return $"a height is a number from 0 to {HighestMetres}";
        module.Sky.Stand(latitude, longitude, altitude);
        return null;
    }

    private static string? DriveAlong(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 1, MostKmh, out var speed)) return $"a speed is a number from 1 to {MostKmh}";
        var points = new List<(double, double)>();
        foreach (var text in parameters[1..])
        {
            if (text.Split(',') is not [var first, var second] || !TryDegrees(first, 90, out var latitude) || !TryDegrees(second, 180, out var longitude)) return NoPlace;
            points.Add((latitude, longitude));
        }
        module.Sky.Drive(points, speed / 3.6);
        return null;
    }

    private static string? OpenSky(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 0, MostSatellites, out var satellites)) return $"satellites are a number from 0 to {MostSatellites}";
        module.Sky.Open(satellites);
        return null;
    }

    private static string? SetSatelliteAntenna(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 0, MostMilliamperes, out var current)) return $"a current is a number from 0 to {MostMilliamperes}";
        module.Module.Board.SatelliteAntennaCurrent = current;
        return null;
    }

    private static string? SetZone(Surroundings module, ReadOnlySpan<string> parameters)
    {
        var daylightSaving = 0;
        if (!int.TryParse(parameters[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var zone) || zone is < -47 or > 48) return "a zone is a number from -47 to 48";
        if (parameters.Length > 1 && !ControlCommand.TryNumber(parameters[1], 0, 2, out daylightSaving)) return "hours of daylight saving are 0 to 2";
        module.Radio.Network.SetZone((zone, daylightSaving));
        return null;
    }

    private const string NoPlace = "a place is degrees north, -90 to 90, and east, -180 to 180";

    private static bool TryDegrees(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
