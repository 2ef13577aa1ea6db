namespace AtRun.Module.Worlds;

/// <summary>A device on the I2C bus.</summary>
public interface II2cDevice
{
    /// <summary>Takes octets from a register (0-255) on; false: it did not acknowledge them.</summary>
    bool Write(int register, ReadOnlySpan<byte> octets);

    /// <summary>Gives octets from a register (0-255) on; false: it did not acknowledge.</summary>
    bool Read(int register, Span<byte> octets);
}

/// <summary>A memory of 256 octets, as many sensors and EEPROMs look from outside.</summary>
public sealed class I2cMemory : II2cDevice
{
    /// <summary>What is read beyond the end (AT reference 80000ST10025a p360: "normally 00 or FF").</summary>
    private const byte Beyond = 0xFF;

    private readonly byte[] _octets = new byte[256];

    public Span<byte> Octets => _octets;

    public bool Write(int register, ReadOnlySpan<byte> octets) => octets.TryCopyTo(_octets.AsSpan(register));

    public bool Read(int register, Span<byte> octets)
    {
        var present = Math.Min(octets.Length, _octets.Length - register);
        _octets.AsSpan(register, present).CopyTo(octets);
        octets[present..].Fill(Beyond);
        return true;
    }
}

/// <summary>The devices on the I2C bus by address.</summary>
/// <remarks>Own choice: a memory answers at every address where nothing else was put.</remarks>
public sealed class I2cBus
{
    private readonly Dictionary<int, II2cDevice?> _devices = [];

    /// <summary>Puts a device at an address (without the read/write bit); null: nothing acknowledges there.</summary>
    public void Put(int address, II2cDevice? device) => _devices[address] = device;

    /// <summary>What acknowledges at the address, or null.</summary>
    public II2cDevice? Find(int address)
    {
        if (!_devices.TryGetValue(address, out var device)) _devices[address] = device = new I2cMemory();
        return device;
    }
}
