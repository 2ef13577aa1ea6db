using System.Buffers.Binary;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>The temperature sensor of the demo board: a thermostat on the I2C bus, with its output at a pin.</summary>
/// <remarks>
/// Telit 80000NT10043a p25-28, p49: an AD7417 at the address that is written 50, SDA and SCL at pins 11 and 12, its output OTI, which switches the
/// heater, at pin 9. Registers (datasheet of the AD7417): 00 temperature, 01 configuration, 02 lower limit, 03 upper limit; the temperature in
/// quarters of a degree, limits in halves, at the top of two octets.
/// </remarks>
public sealed class TemperatureSensor : II2cDevice
{
    /// <summary>Without the read/write bit.</summary>
    public const int Address = 0x28;

    /// <summary>The pin of OTI.</summary>
    public const int OutputPin = 9;

    private const int Temperature = 0, Configuration = 1, LowerLimit = 2, UpperLimit = 3;
    private const short QuartersAtTop = 64;

    private readonly Board _board;
    private readonly short[] _registers = [0, 0, 75 * 256, 80 * 256];
    private byte _configuration;
    private bool _tooHot;

    /// <summary>Puts the sensor on a board. The room has 23.75 °C.</summary>
    public TemperatureSensor(Board board)
    {
        _board = board;
        Celsius = 23.75;
        board.I2c.Put(Address, this);
    }

    /// <summary>Temperature of the room, -55 to 125 °C, told in steps of a quarter.</summary>
    public double Celsius
    {
        get => _registers[Temperature] / (4.0 * QuartersAtTop);
        set
        {
            _registers[Temperature] = (short)(Math.Round(Math.Clamp(value, -55, 125) * 4) * QuartersAtTop);
            Compare();
        }
    }

    public bool Write(int register, ReadOnlySpan<byte> octets)
    {
        // The temperature cannot be written: the octets are acknowledged, and lost.
        if (register == Configuration && octets.Length > 0) _configuration = octets[^1];
        else if (register is LowerLimit or UpperLimit && octets.Length > 1)
        {
            _registers[register] = BinaryPrimitives.ReadInt16BigEndian(octets[^2..]);
            Compare();
        }
        return true;
    }

    // Whoever reads on gets the same register again.
    public bool Read(int register, Span<byte> octets)
    {
        for (var i = 0; i < octets.Length; i++)
            octets[i] = register == Configuration ? _configuration : register <= UpperLimit ? (byte)(_registers[register] >> (i % 2 == 0 ? 8 : 0)) : (byte)0;
        return true;
    }

    // Above the upper limit the output goes low, which switches the heater off, until it is colder than the lower one.
    private void Compare()
    {
        var tooHot = _registers[Temperature] > _registers[UpperLimit] || (_tooHot && _registers[Temperature] >= _registers[LowerLimit]);
        if (tooHot == _tooHot) return;
        _tooHot = tooHot;
        _board.Drive(OutputPin, !tooHot);
    }
}
