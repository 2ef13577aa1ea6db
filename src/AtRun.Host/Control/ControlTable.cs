using System.Net;
using System.Net.Sockets;
using AtRun.Protocol.Commands.Packet;
using AtRun.Simulation;
using AtRun.Simulation.Circuits;
using AtRun.Simulation.Faults;

namespace AtRun.Host.Control;

/// <summary>All that can be done to a simulation while it runs: the only place that lists it.</summary>
public static partial class ControlTable
{
    /// <summary>Asks how the modules are, and does nothing to them.</summary>
    public const string Status = "status";

    /// <summary>Asks how the telephones are.</summary>
    public const string Phones = "phones";

    private const int MostOctetsPerSecond = 100_000_000;
    private const int MostMilliseconds = 3_600_000;

    public static IReadOnlyList<ControlCommand> All { get; } =
    [
        new(Status, "", "how the modules are: registration, contexts, services, sockets, who holds each instance", static (_, _) => null),
        new("context drop", "[CID]", "the network deactivates a context, or all that are active", DropContext),
        new("network drop", "", "the module is out of coverage", static (m, _) => Did(m.Radio.Drop)),
        new("network back", "", "coverage is back; the module registers again within seconds", static (m, _) => Did(m.Radio.Restore)),
        new("address change", "", "the network takes the contexts down, and gives them other addresses when they come up again", static (m, _) => Did(m.Packet.ChangeAddress)),
        new("link swallow", "", "packets are lost in both directions, and nobody is told", static (m, _) => Did(m.Link.Swallow)),
        new("link slow", "OCTETS [MILLISECONDS]", "so many octets a second pass in each direction, so much later; 0: without limit", SlowLink),
        new("link back", "", "the way to the internet is clear again", static (m, _) => Did(m.Link.Restore)),
        new("host unreachable", "[ADDRESS]", "a host, or all of them, cannot be reached: whoever connects is told", static (m, p) => Reach(m, p, HostReach.Unreachable)),
        new("host silent", "[ADDRESS]", "nothing comes back from a host, or from all of them, to whoever connects", static (m, p) => Reach(m, p, HostReach.Silent)),
        new("host reachable", "[ADDRESS]", "a host, or all of them, can be reached again", static (m, p) => Reach(m, p, HostReach.Reachable)),
        new("sim remove", "", "the SIM is taken out", static (m, _) => Did(m.Sim.Remove)),
        new("sim insert", "", "the SIM is put in", static (m, _) => Did(m.Sim.Insert)),
        new("power cycle", "", "the power goes, and comes back after the time that the module needs to start", static (m, _) => Did(m.Module.Restart)),
        new("power off", "", "the power goes: what is not in non-volatile memory is lost", static (m, _) => Did(m.Module.PowerOff)),
        new("power on", "", "the power comes", static (m, _) => Did(m.Module.PowerOn)),
        new("network umts", "", "the operators have UMTS cells, too: of all modules", static (m, _) => Did(() => m.Radio.Network.HasUmts = true)),
        new("network gsm", "", "they have GSM cells alone, as at first", static (m, _) => Did(() => m.Radio.Network.HasUmts = false)),
        new("packet detach", "", "the network detaches the module from packet service", static (m, _) => Did(m.Packet.Expel)),
        new("update offer", "VERSION", "the update server asks the module's user whether it wants other software; it fetches it from there", static (m, p) => m.Updates.Push(m, p[0], ask: true)),
        new("update order", "VERSION", "the update server has the module fetch other software", static (m, p) => m.Updates.Push(m, p[0], ask: false)),
        new("roam begin", "", "the module is where its own operator has no cells: another one takes it as a guest", static (m, _) => Did(() => m.Radio.Abroad = true)),
        new("roam end", "", "the module is at home again", static (m, _) => Did(() => m.Radio.Abroad = false)),
        new("call ring", "[NUMBER] [KIND]", "a telephone calls the module, one that hides its number if none is given; voice, data, or any: the module decides", CallModule),
        new("call end", "", "whoever the module has a call with hangs up", EndCalls),
        new("ussd notify", "TEXT…", "the network says something by USSD", static (m, p) => m.Subscriber.Ussd.Notify(Text(p)) ? null : NoUssd),
        new("ussd request", "TEXT…", "the network asks something by USSD", static (m, p) => m.Subscriber.Ussd.Request(Text(p)) ? null : NoUssd),
        new("ussd end", "", "the network ends a USSD dialogue", static (m, _) => m.Subscriber.Ussd.Terminate() ? null : "no dialogue is open"),
        new("ussd answer", "CODE TEXT…", "a USSD code is answered with that text", static (m, p) => m.Subscriber.Ussd.Answer(p[0], Text(p[1..])) ? null : $"{UssdDesk.MaxAnswers} codes at most"),
        new("barring password", "PASSWORD", "the operator gives the subscriber a new password for call barring", SetBarringPassword),
        new("group join", "INDEX CODE", "the module belongs to a closed user group: its own index 0-9 for it, the network's code", JoinGroup),
        new("group leave", "INDEX", "it does not any more", static (m, p) => ControlCommand.TryNumber(p[0], 0, MostGroup, out var index) && m.Line.Subscriber.Groups.Remove(index) ? null : "it is in no group of that index"),
        new("tariff", "UNITS SECONDS", "what calls cost: so many units when they are answered, and again each time so many seconds have passed", SetTariff) { OfNetwork = true },
        new(Phones, "", "the telephones of the network, and what they heard", static (_, _) => null) { OfNetwork = true },
        new("phone answers", "NUMBER [SECONDS]", "there is a telephone at that number; somebody answers after so long (3), voice or data", PhoneAnswers) { OfNetwork = true },
        new("phone echoes", "NUMBER", "the same, and what arrives on a data call is sent back", static (m, p) => Phone(m, p, static t => (t.Habit, t.Echoes) = (TelephoneHabit.Answers, true))) { OfNetwork = true },
        new("phone rings", "NUMBER", "it rings there, and nobody answers", static (m, p) => Phone(m, p, static t => t.Habit = TelephoneHabit.Rings)) { OfNetwork = true },
        new("phone busy", "NUMBER", "it is busy there", static (m, p) => Phone(m, p, static t => t.Habit = TelephoneHabit.Busy)) { OfNetwork = true },
        new("phone off", "NUMBER", "it cannot be reached", static (m, p) => Phone(m, p, static t => t.Habit = TelephoneHabit.Off)) { OfNetwork = true },
        new("phone none", "NUMBER", "there is nobody at that number", static (m, p) => Did(m.Circuits.Remove, p[0])) { OfNetwork = true },
        new("phone answer", "NUMBER", "the call that rings there is taken now", static (m, p) => Phone(m, p, static t => t.Answer() ? null : "it does not ring there")) { OfNetwork = true },
        new("phone end", "NUMBER", "it hangs up", static (m, p) => Phone(m, p, static t => t.HangUp() ? null : "it has no call")) { OfNetwork = true },
        new("phone tones", "NUMBER TONES", "it sends tones: 0-9, *, #, A-D", PhoneTones) { OfNetwork = true },
        new("phone hold", "NUMBER on|off", "it puts the other party on hold, or takes it back", PhoneHold) { OfNetwork = true },
        new("dtmf", "TONES", "whoever the module speaks with sends tones: 0-9, *, #, A-D", Tones),
        new("pin", "N 0|1|free", "a level is put on a pin from outside, or nothing drives it any more", DrivePin),
        new("adc", "INPUT MILLIVOLTS", "a voltage is put on an input of the analogue converter", Apply),
        new("dtr", "PORT 0|1", "the terminal on a serial port is not ready, or is", SetDtr),
        new("battery", "MILLIVOLTS", "voltage at the supply pins", SetSupply),
        new("charger", "none|charging|complete", "a charger is connected, has done its work, or is taken away", SetCharger),
        new("temperature", "DEGREES", "of the module", SetTemperature),
        new("sensor", "DEGREES", "of the room, at the sensor on the I2C bus", SetSensor),
        new("antenna", "connected|ground|power|open", "what #GSMAD finds; the radio goes on hearing", SetAntenna),
        new("gps position", "LATITUDE LONGITUDE [METRES]", "the module stands there (degrees, north and east positive), so high above the sea", StandAt),
        new("gps route", "KMH PLACE [PLACE] [PLACE] [PLACE]", "the module drives through these places (LATITUDE,LONGITUDE), and stops at the last", DriveAlong),
        new("gps sky", "SATELLITES", "the receiver gets so many satellites at most, 0 to 12", OpenSky),
        new("gps antenna", "MILLIAMPERES", "what the antenna of the receiver draws", SetSatelliteAntenna),
        new("network zone", "QUARTERS [HOURS]", "quarters of an hour that the local time of the network is ahead of UTC, hours of daylight saving in them: told to all modules", SetZone),
    ];

    private const string NoUssd = "the module cannot be reached, or a dialogue is open";

    private static string Text(ReadOnlySpan<string> words) => string.Join(' ', words!);

    private static string? SetBarringPassword(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (parameters[0].Length != 4 || !parameters[0].All(char.IsAsciiDigit)) return "a password is four digits";
        module.Subscriber.ResetBarringPassword(parameters[0]);
        return null;
    }

    private static string? Did(Action what)
    {
        what();
        return null;
    }

    private static string? DropContext(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (parameters.Length == 0)
        {
            var active = module.Packet.Active.Keys.ToArray();
            foreach (var one in active) module.Packet.Drop(one);
            return active.Length > 0 ? null : "no context is active";
        }
        if (!ControlCommand.TryNumber(parameters[0], 1, CgDcont.Contexts, out var cid)) return $"a context is a number from 1 to {CgDcont.Contexts}";
        if (!module.Packet.Active.ContainsKey(cid)) return $"context {cid} is not active";
        module.Packet.Drop(cid);
        return null;
    }

    private static string? SlowLink(Surroundings module, ReadOnlySpan<string> parameters)
    {
        if (!ControlCommand.TryNumber(parameters[0], 0, MostOctetsPerSecond, out var octets)) return $"octets a second are a number from 0 to {MostOctetsPerSecond}";
        var milliseconds = 0;
        if (parameters.Length > 1 && !ControlCommand.TryNumber(parameters[1], 0, MostMilliseconds, out milliseconds)) return $"milliseconds are a number from 0 to {MostMilliseconds}";
        module.Link.Slow(octets, TimeSpan.FromMilliseconds(milliseconds));
        return null;
    }

    private static string? Reach(Surroundings module, ReadOnlySpan<string> parameters, HostReach reach)
    {
        IPAddress? host = null;
        if (parameters.Length > 0 && (!IPAddress.TryParse(parameters[0], out host) || host.AddressFamily != AddressFamily.InterNetwork)) return "a host is an IPv4 address";
        module.Link.Set(host, reach);
        return null;
    }
}
