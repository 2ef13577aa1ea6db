using AtRun.Module.Positioning;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Positioning;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>GPS: the satellite receiver as the $GPS commands have it (Telit 80000ST10020a §3.10).</summary>
internal sealed class GpsModule : BuiltInModule
{
    /// <summary>Parts of a degree (p73).</summary>
    private const double Scale = 10_000_000;

    private readonly RunningModule _module;

    public GpsModule(string name, ScriptRun run) : base(name)
    {
        _module = run.Module;
        Function("powerOnOff", 1, 1, SwitchPower);
        Function("getPowerOnOff", 0, 0, _ => Level(Receiver.IsOn));
        Function("resetMode", 1, 1, Reset);
        Function("getAntennaVoltage", 0, 0, _ => ScriptValue.Of(Receiver.AntennaVoltage));
        Function("getAntennaCurrent", 0, 0, _ => ScriptValue.Of(Receiver.AntennaCurrent));
        Function("getActualPosition", 0, 0, _ => ScriptValue.Of(Receiver.Observe().Fix is { } fix ? Nmea.Acquired(fix, true) : Nmea.Acquired(Receiver.Last, false)));
        Function("powerSavingMode", 2, 2, SavePower);
        Function("powerSavingWakeUp", 0, 0, _ => Of(Wake()));
        Function("getLastGGA", 0, 0, _ => Sentence(Nmea.Gga(Receiver.Observe())));
        Function("getLastGLL", 0, 0, _ => Sentence(Nmea.Gll(Receiver.Observe())));
        Function("getLastGSA", 0, 0, _ => Sentence(Nmea.Gsa(Receiver.Observe())));
        Function("getLastGSV", 0, 0, _ => Sentence([.. Nmea.Gsv(Receiver.Observe())]));
        Function("getLastRMC", 0, 0, _ => Sentence(Nmea.Rmc(Receiver.Observe())));
        Function("getLastVTG", 0, 0, _ => Sentence(Nmea.Vtg(Receiver.Observe())));
        Function("getPosition", 0, 0, _ => Receiver.Last is { Place: var place }
            ? Position(place.Latitude, 'N', 'S', place.Longitude, 'E', 'W')
            : ScriptValue.Of(ScriptValue.Of(0), ScriptValue.Of(""), ScriptValue.Of(0), ScriptValue.Of("")));
    }

    private SatelliteReceiver Receiver => _module.Receiver;

    /// <summary>Each sentence with its line end, as NMEA 0183 has it.</summary>
    private static ScriptValue Sentence(params ReadOnlySpan<string> sentences) => ScriptValue.Of(string.Join("\r\n", sentences) + "\r\n");

    private static ScriptValue Position(double latitude, char north, char south, double longitude, char east, char west) => ScriptValue.Of(
        ScriptValue.Of((long)Math.Round(Math.Abs(latitude) * Scale)), ScriptValue.Of($"{(latitude < 0 ? south : north)}"),
        ScriptValue.Of((long)Math.Round(Math.Abs(longitude) * Scale)), ScriptValue.Of($"{(longitude < 0 ? west : east)}"));

    private ScriptValue SwitchPower(ScriptArguments arguments)
    {
        _module.Volatile.Set(GpsP.Command, new GpsP { Status = arguments.Integer(0, 0, 1) });
        Receiver.FollowCommand();
        return default;
    }

    // As $GPSR: without controlled mode no reset but the hardware's (AT reference 80000ST10025a p554).
    private ScriptValue Reset(ScriptArguments arguments)
    {
        if (arguments.Choice(0, 0, 3) is not { } mode || !Receiver.IsOn || (mode > 0 && !Receiver.IsControlled)) return Failure;
        Receiver.Reset(mode);
        return Success;
    }

    private ScriptValue SavePower(ScriptArguments arguments)
    {
        if (arguments.Choice(0, 0, GpsPs.PushToFix) is not { } mode || !Receiver.IsControlled) return Failure;
        var saving = _module.Volatile.Get<GpsPs>() with { Mode = mode };
        // The period means something in push to fix.
        if (mode == GpsPs.PushToFix)
        {
            if (arguments.Choice(1, GpsPs.ShortestPeriod, GpsPs.LongestPeriod) is not { } period) return Failure;
            saving = saving with { PtfPeriod = period };
        }
        Receiver.Observe();
        _module.Volatile.Set(GpsPs.Command, saving);
        Receiver.Wake();
        return Success;
    }

    private bool Wake()
    {
        if (!Receiver.IsControlled || !Receiver.IsOn) return false;
        if (_module.Volatile.Get<GpsPs>().Mode == GpsPs.PushToFix) Receiver.Wake();
        return true;
    }
}
