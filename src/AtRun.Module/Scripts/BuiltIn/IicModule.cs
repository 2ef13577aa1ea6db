using AtRun.Module.Worlds;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>IIC: a bus on two pins (Telit 80000ST10020a §3.8).</summary>
/// <remarks>
/// As for #I2CWR and #I2CRD the devices of the board are on whichever two pins a script names (<see cref="Board.I2c"/>); on pins that the product does not have,
/// nothing acknowledges. The first octet of a write is the register, and the next read goes on from there, as EEPROMs and sensors have it.
/// </remarks>
internal sealed class IicModule : BuiltInModule
{
    private const int LongestRead = 254;
    private const int GreatestAddress = 0x7F;

    private readonly RunningModule _module;
    private readonly ScriptObjects<Bus> _buses;

    /// <summary>A bus that a script made.</summary>
    private sealed record Bus(bool Exists, int Address)
    {
        /// <summary>Register of each device, by address, that the next read begins at.</summary>
        public Dictionary<int, byte> Registers { get; } = [];
    }

    public IicModule(string name, ScriptRun run) : base(name)
    {
        (_module, _buses) = (run.Module, new(name));
        Function("new", 2, 3, New);
        Method("init", 0, 0, (bus, _) => Of(_buses.Find(bus).Exists));
        Method("readwrite", 2, 2, (bus, a) => ReadWrite(_buses.Find(bus), a.Octets(0).Span, a.Integer(1, 0, LongestRead)));
        Method("sendbyte", 1, 1, (bus, a) => Of(Send(_buses.Find(bus), [a.Octet(0)])));
        Method("send", 1, 1, (bus, a) => Of(Send(_buses.Find(bus), a.Octets(0).Span)));
        Method("dev_read", 2, 2, (bus, a) => Text(Read(_buses.Find(bus), Address(a, 0), a.Integer(1, 0, LongestRead))));
        Method("dev_write", 2, 2, (bus, a) => Of(Write(_buses.Find(bus), Address(a, 0), a.Octets(1).Span)));
        Method("dev_gen_read", 3, 3, (bus, a) => Text(Write(_buses.Find(bus), Address(a, 0), [a.Octet(1)]) ? Read(_buses.Find(bus), Address(a, 0), a.Integer(2, 0, LongestRead)) : null));
        Method("dev_gen_write", 3, 3, (bus, a) => Of(Write(_buses.Find(bus), Address(a, 0), [a.Octet(1), .. a.Octets(2).Span])));
    }

    /// <summary>7 bits, the one for reading or writing being added.</summary>
    private static int Address(ScriptArguments arguments, int at) => arguments.Integer(at, 0, GreatestAddress);

    private ScriptValue New(ScriptArguments arguments)
    {
        var (sda, scl, pins) = (arguments.Octet(0), arguments.Octet(1), _module.Pins.Count);
        return _buses.Add(new(sda != scl && sda >= 1 && sda <= pins && scl >= 1 && scl <= pins, arguments.Has(2) ? Address(arguments, 2) : 0));
    }

    /// <summary>Writes, then reads; -1 where nothing acknowledges.</summary>
    private ScriptValue ReadWrite(Bus bus, ReadOnlySpan<byte> octets, int length)
    {
        if (!octets.IsEmpty && !Write(bus, bus.Address, octets)) return Failure;
        return Read(bus, bus.Address, length) is { } read ? ScriptValue.Of(read) : Failure;
    }

    /// <summary>The first octet is the address with the bit that says whether is read (1) or written.</summary>
    private bool Send(Bus bus, ReadOnlySpan<byte> octets) =>
        !octets.IsEmpty && ((octets[0] & 1) == 0 ? Write(bus, octets[0] >> 1, octets[1..]) : octets.Length == 1 && Device(bus, octets[0] >> 1) is not null);

    private bool Write(Bus bus, int address, ReadOnlySpan<byte> octets)
    {
        if (Device(bus, address) is not { } device) return false;
        if (octets.IsEmpty) return true;
        if (octets.Length > 1 && !device.Write(octets[0], octets[1..])) return false;
        bus.Registers[address] = (byte)(octets[0] + octets.Length - 1);
        return true;
    }

    private byte[]? Read(Bus bus, int address, int length)
    {
        var read = new byte[length];
        var register = bus.Registers.GetValueOrDefault(address);
        if (Device(bus, address) is not { } device || !device.Read(register, read)) return null;
        bus.Registers[address] = (byte)(register + length);
        return read;
    }

    private II2cDevice? Device(Bus bus, int address) => bus.Exists ? _module.Board.I2c.Find(address) : null;

    private static ScriptValue Text(byte[]? read) => ScriptValue.Of(read ?? []);
}
