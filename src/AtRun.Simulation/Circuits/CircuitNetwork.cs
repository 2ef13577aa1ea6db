using AtRun.Module.Worlds;
using AtRun.Simulation.Centre;

namespace AtRun.Simulation.Circuits;

/// <summary>The circuit-switched side of a simulated network: joins modules and telephones by calls. Everything happens on one turn.</summary>
/// <param name="post">Does something soon, on the turn.</param>
/// <param name="time">Of the turn.</param>
/// <remarks>Data of a call pass as fast as both ends take them, whatever its speed says.</remarks>
public sealed class CircuitNetwork(Action<Action> post, TimeProvider time)
{
    /// <summary>A number is found after that long.</summary>
    public static readonly TimeSpan SetupTime = TimeSpan.FromSeconds(1);

    /// <summary>An answered data call is connected after that long: the handshake of the modems.</summary>
    public static readonly TimeSpan HandshakeTime = TimeSpan.FromSeconds(2);

    /// <summary>A call that nobody answers is given up after that long.</summary>
    public static readonly TimeSpan NoAnswerTime = TimeSpan.FromSeconds(60);

    /// <summary>Forwardings of one call, one behind the other; one more and it fails (22.082 §4.2.1 leaves the number to the network).</summary>
    public const int MaxForwardings = 5;

    /// <summary>Telephones; there is none beyond them.</summary>
    public const int MaxTelephones = 1000;

    private const string HomeCountry = "39";

    // Where somebody always answers (22.101 §10.1).
    private static readonly string[] _emergency = ["112", "911"];

    private readonly Dictionary<string, CircuitLine> _lines = [];
    private readonly Dictionary<string, Telephone> _telephones = [];

    /// <summary>What calls cost the modules that make them; null: nothing.</summary>
    public Tariff? Tariff { get; set; } = new(1, TimeSpan.FromSeconds(10));

    internal TimeProvider Time => time;

    /// <summary>Telephones that there are, in the order of their numbers.</summary>
    public IEnumerable<Telephone> Telephones => _telephones.Values.OrderBy(t => t.Number, StringComparer.Ordinal);

    /// <summary>A module's way to the network, at the number of its subscriber.</summary>
    public CircuitLine Join(Subscriber subscriber)
    {
        var line = new CircuitLine(this, subscriber, pays: true);
        _lines[KeyOf(subscriber.Number)] = line;
        return line;
    }

    /// <summary>The telephone of that number; there is one from now on. Null: the number is a module's, is none, or there are too many.</summary>
    public Telephone? TelephoneOf(string number)
    {
        if (!IsNumber(number)) return null;
        var key = KeyOf(number);
        if (_telephones.TryGetValue(key, out var known)) return known;
        if (_lines.ContainsKey(key) || _telephones.Count == MaxTelephones) return null;
        var international = number.StartsWith('+') || IsEmergency(number) ? number : "+" + key;
        var line = new CircuitLine(this, new Subscriber(international, time), pays: false);
        _lines[key] = line;
        return _telephones[key] = new Telephone(line);
    }

    /// <summary>From now on there is nobody at that number; nothing if a module has it.</summary>
    public void Remove(string number)
    {
        var key = KeyOf(number);
        if (!_telephones.Remove(key, out var telephone)) return;
        telephone.HangUp();
        _lines.Remove(key);
    }

    internal void Post(Action what) => post(what);

    internal CircuitLine? Find(string number)
    {
        if (_lines.GetValueOrDefault(KeyOf(number)) is { } line) return line;
        return IsEmergency(number) ? TelephoneOf(number)?.Line : null;
    }

    /// <summary>Who is in need is never kept from calling.</summary>
    internal static bool IsEmergency(string number) => _emergency.Contains(number);

    /// <summary>It leaves the country, and goes to another than home: as a module at home sees it.</summary>
    internal static bool IsInternational(string number) => number.StartsWith('+') || number.StartsWith("00", StringComparison.Ordinal);

    internal static bool IsHome(string number) => KeyOf(number).StartsWith(HomeCountry, StringComparison.Ordinal);

    private static bool IsNumber(string text) => text.AsSpan(text.StartsWith('+') ? 1 : 0) is { Length: > 0 and <= 20 } digits && !digits.ContainsAnyExcept("0123456789");

    private static string KeyOf(string number) => Numbers.KeyOf(number, HomeCountry);
}
