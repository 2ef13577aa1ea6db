using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Links;
using AtRun.Tests.Support;

namespace AtRun.Tests.Dialogues;

/// <summary>What happens to the module's board and its place in a dialogue. See docs/dialogues.md.</summary>
internal static class BoardTalk
{
    /// <summary>Does what a line says; null, or what went wrong. <paramref name="known"/>: it is one of these lines.</summary>
    public static string? Do(SimulatedModule module, string[] words, out bool known)
    {
        string? wrong = null;
        var board = module.Module.Board;
        Action? what = words switch
        {
            ["battery", [.. var millivolts, 'm', 'V']] => () => board.Supply = Number(millivolts) / 10,
            ["adc", var input, [.. var millivolts, 'm', 'V']] => () => board.Apply(Number(input), Number(millivolts)),
            ["dtr", var port, "0" or "1"] => () => board.SetDtr(Number(port), words[2] == "1"),
            ["rts", var port, "0" or "1"] => () => module.PortOf(Number(port)).LinesChanged(words[2] == "1" ? PortLines.OfTerminal : PortLines.Dtr),
            ["break", var port] => module.PortOf(Number(port)).Break,
            ["lines", var port, ..] => () => wrong = Differ(words[2..], module.LinesOf(Number(port))),
            ["ussd", "notify", ..] => () => wrong = module.Subscriber.Ussd.Notify(string.Join(' ', words[2..])) ? null : "the module cannot be reached",
            ["ussd", "request", ..] => () => wrong = module.Subscriber.Ussd.Request(string.Join(' ', words[2..])) ? null : "the module cannot be reached",
            ["ussd", "end"] => () => wrong = module.Subscriber.Ussd.Terminate() ? null : "no dialogue is open",
            ["ussd", "heard", ..] => () => wrong = module.Subscriber.Ussd.Heard == string.Join(' ', words[2..]) ? null : $"\"{module.Subscriber.Ussd.Heard}\" was",
            ["ussd", "silent"] => () => module.Subscriber.Ussd.IsSilent = true,
            ["ussd", "back"] => () => module.Subscriber.Ussd.IsSilent = false,
            ["network", "umts"] => () => module.RadioNetwork.HasUmts = true,
            ["network", "gsm"] => () => module.RadioNetwork.HasUmts = false,
            ["packet", "detach"] => module.Packet.Expel,
            ["roam"] => () => module.Radio.Abroad = true,
            ["roam", "end"] => () => module.Radio.Abroad = false,
            ["gps", "position", var latitude, var longitude] => () => module.Sky.Stand(Decimal(latitude), Decimal(longitude), 100),
            ["gps", "route", var speed, .. var points] => () => module.Sky.Drive([.. points.Select(p => (Decimal(p.Split(',')[0]), Decimal(p.Split(',')[1])))], Decimal(speed) / 3.6),
            ["gps", "sky", var satellites] => () => module.Sky.Open(Number(satellites)),
            ["gps", "antenna", [.. var milliamperes, 'm', 'A']] => () => board.SatelliteAntennaCurrent = Number(milliamperes),
            ["temperature", var degrees] => () => board.Temperature = Number(degrees),
            ["sensor", var degrees] => () => module.Sensor.Celsius = Decimal(degrees),
            ["antenna", var state] => () => board.RadioAntenna = (AntennaState)Number(state),
            ["charger", var state] => () => board.Charger = Enum.Parse<Charger>(state, ignoreCase: true),
            ["network", "zone", var zone] => () => module.RadioNetwork.SetZone((Number(zone), 0)),
            ["network", "zone", var zone, var daylightSaving] => () => module.RadioNetwork.SetZone((Number(zone), Number(daylightSaving))),
            _ => null,
        };
        known = what is not null;
        if (what is not null) module.Turn.Do(what);
        return wrong;
    }

    private static double Decimal(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Differ(string[] names, PortLines lines)
    {
        var expected = names.Aggregate(PortLines.None, (all, name) => all | Enum.Parse<PortLines>(name, ignoreCase: true));
        return lines == expected ? null : $"the module's lines are {lines}";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
