using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>SPI: a bus on three pins and those that select a device (Telit 80000ST10020a §3.9).</summary>
/// <remarks>Own choice: no device is wired to any pins. What is read is the level of the pin for it: all ones where the board drives it high, else zeros, which the guide has for no data (p66).</remarks>
internal sealed class SpiModule : BuiltInModule
{
    private const int LongestRead = 254;
    private const int Selects = 8;

    private readonly RunningModule _module;
    private readonly ScriptObjects<Bus> _buses;

    /// <summary>A bus that a script made.</summary>
    /// <param name="Exists">Its pins are there, and different.</param>
    /// <param name="Input">The pin that is read.</param>
    /// <param name="Selects">Lines that select a device.</param>
    private readonly record struct Bus(bool Exists, int Input, int Selects);

    public SpiModule(string name, ScriptRun run) : base(name)
    {
        (_module, _buses) = (run.Module, new(name));
        Function("new", 3, 3 + Selects, New);
        Method("init", 2, 4, Init);
        Method("readwrite", 1, 3, (bus, a) =>
        {
            _ = a.Octets(0);
            return Read(_buses.Find(bus), a.Has(1) ? a.Integer(1, 0, LongestRead) : 0, a, 2) is { } read ? ScriptValue.Of(read) : Failure;
        });
        Method("sendbyte", 1, 2, (bus, a) =>
        {
            _ = a.Octet(0);
            return Of(Read(_buses.Find(bus), 0, a, 1) is not null);
        });
        Method("readbyte", 0, 1, (bus, a) => ScriptValue.Of(Read(_buses.Find(bus), 1, a, 0) is [var octet] ? octet : 0));
        Method("send", 1, 2, (bus, a) =>
        {
            _ = a.Octets(0);
            return Of(Read(_buses.Find(bus), 0, a, 1) is not null);
        });
        Method("read", 1, 2, (bus, a) => ScriptValue.Of(Read(_buses.Find(bus), a.Integer(0, 0, LongestRead), a, 1) ?? []));
    }

    private ScriptValue New(ScriptArguments arguments)
    {
        var pins = Enumerable.Range(0, arguments.Count).Select(i => (int)arguments.Octet(i)).ToArray();
        var exists = pins.Distinct().Count() == pins.Length && pins.All(p => p >= 1 && p <= _module.Pins.Count);
        return _buses.Add(new(exists, pins[2], pins.Length - 3));
    }

    private ScriptValue Init(ScriptValue handle, ScriptArguments arguments)
    {
        for (var i = 0; i < Math.Min(arguments.Count, 3); i++)
            if (arguments.Choice(i, 0, 1) is null) return Failure;
        var bus = _buses.Find(handle);
        return Of(bus.Exists && IsSelected(bus, arguments, 3));
    }

    /// <summary>The line that selects, where one is named, is one of the bus.</summary>
    private static bool IsSelected(Bus bus, ScriptArguments arguments, int at) => !arguments.Has(at) || arguments.Choice(at, 0, bus.Selects - 1) is not null;

    private byte[]? Read(Bus bus, int length, ScriptArguments arguments, int select)
    {
        if (!bus.Exists || !IsSelected(bus, arguments, select)) return null;
        var read = new byte[length];
        if (_module.Board.LevelOf(bus.Input) == true) read.AsSpan().Fill(byte.MaxValue);
        return read;
    }
}
