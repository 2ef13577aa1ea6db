using AtRun.Protocol.Commands;

namespace AtRun.Protocol.AtRunServices;

/// <summary>What kind of thing an event of the event monitor is.</summary>
public enum EventKind
{
    /// <summary>The supply is under a voltage.</summary>
    Battery,

    /// <summary>DTR of the main port has a level.</summary>
    Dtr,

    /// <summary>The module is registered as a guest.</summary>
    Roaming,

    /// <summary>A context goes down.</summary>
    ContextDown,

    /// <summary>A call has rung so many times.</summary>
    Ring,

    /// <summary>The module has started, with or without SIM.</summary>
    StartUp,

    /// <summary>The module has registered for the first time since it started, and its messages can be read.</summary>
    Registered,

    /// <summary>A pin has a level.</summary>
    Pin,

    /// <summary>An input of the converter is above a voltage.</summary>
    VoltageAbove,

    /// <summary>An input of the converter is under a voltage.</summary>
    VoltageUnder,

    /// <summary>The other end of a voice call sends tones.</summary>
    Tones,

    /// <summary>A message arrives.</summary>
    Message,
}

/// <summary>A parameter of an event besides its command.</summary>
/// <param name="Domain">Name, help and what it may be.</param>
/// <param name="Factory">What it is at first.</param>
/// <param name="Alphabet">The characters it may have; null: any.</param>
public sealed record EventParameter(AtParameter Domain, string Factory, string? Alphabet = null);

/// <summary>An event that can be monitored (#EVMONI).</summary>
/// <param name="Label">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Families">Products that have it.</param>
/// <param name="Parameters">Those of &lt;paramType&gt; 1 and up.</param>
/// <remarks>
/// AT reference 80000ST10025a p391-393. DTMF1-4 and SMSIN: dump of a module of a later family, for HE910 and its sisters; how
/// long their texts may be and the range of the tones' pause are own choices. The HE910 family has CONSUME1-5 too; they belong
/// to counters (#CONSUMECFG) that are not here.
/// </remarks>
public sealed record MonitoredEvent(string Label, EventKind Kind, Families Families, params IReadOnlyList<EventParameter> Parameters)
{
    private const Families Newer = Families.He910 | Families.Ue;

    /// <summary>All events, in the order of the read form.</summary>
    public static IReadOnlyList<MonitoredEvent> All { get; } =
    [
        new("VBATT", EventKind.Battery, Families.All, Number("threshold", "units of 10 mV", 0, 500), Interval),
        new("DTR", EventKind.Dtr, Families.All, Level, Interval),
        new("ROAM", EventKind.Roaming, Families.All),
        new("CONTDEACT", EventKind.ContextDown, Families.All),
        new("RING", EventKind.Ring, Families.All, Number("rings", "rings of a call", 1, 50, 1)),
        new("STARTUP", EventKind.StartUp, Families.All),
        new("REGISTERED", EventKind.Registered, Families.All),
        .. Enumerable.Range(1, 5).Select(n => new MonitoredEvent($"GPIO{n}", EventKind.Pin, Families.All, Number("pin", "pin", 1, 13, 1), Level, Interval)),
        new("ADCH1", EventKind.VoltageAbove, Families.All, Converter, Voltage, Interval),
        new("ADCL1", EventKind.VoltageUnder, Families.All, Converter, Voltage, Interval),
        .. Enumerable.Range(1, 4).Select(n => new MonitoredEvent($"DTMF{n}", EventKind.Tones, Newer,
            new EventParameter(new TextParameter("tones", "tones; none: no event", 0, 15, mandatory: true, quoted: true), "", "0123456789*#ABCD"),
            Number("pause", "milliseconds that may pass from tone to tone", 500, 5000, 1000))),
        new("SMSIN", EventKind.Message, Newer,
            new EventParameter(new TextParameter("text", "the whole text of the message; none: any", 0, 160, mandatory: true, quoted: true), "")),
    ];

    // Static initialisers run in the order of the text: these are asked for above.
    private static EventParameter Interval => Number("interval", "seconds that it must last", 0, 255);

    private static EventParameter Level => Number("level", "0: low, 1: high", 0, 1);

    private static EventParameter Converter => Number("adc", "input of the converter", 1, 3, 1);

    private static EventParameter Voltage => Number("voltage", "mV", 0, 2000);

    /// <summary>The event of that label in upper or lower case; null if there is none.</summary>
    public static MonitoredEvent? Find(string label) => All.FirstOrDefault(e => e.Label.Equals(label, StringComparison.OrdinalIgnoreCase));

    private static EventParameter Number(string name, string help, int min, int max, int factory = 0) =>
        new(new IntParameter(name, help, min, max, mandatory: true), factory.ToString(System.Globalization.CultureInfo.InvariantCulture));
}
