namespace AtRun.Module.Worlds;

/// <summary>The charger of the battery (AT reference 80000ST10025a p312).</summary>
public enum Charger
{
    None = 0,
    Charging = 1,
    Complete = 2,
}

/// <summary>How the antenna of the radio is (AT reference 80000ST10025a p350).</summary>
public enum AntennaState
{
    Connected = 0,
    ShortToGround = 1,
    ShortToPower = 2,
    Open = 3,
}

/// <summary>The board that carries the module: what is wired to its pins. It stays as it is while the module is off.</summary>
public sealed class Board
{
    private readonly Dictionary<int, bool> _driven = [];
    private readonly Dictionary<int, int> _voltages = [];
    private readonly HashSet<int> _terminalsNotReady = [];
    private int _supply = 380;
    private Charger _charger;
    private int _temperature = 25;
    private int _satelliteAntennaCurrent = 20;

    /// <summary>The I2C bus; which pins it is on is for the command to say.</summary>
    public I2cBus I2c { get; } = new();

    /// <summary>Voltage at the supply pins, in units of 10 mV.</summary>
    public int Supply
    {
        get => _supply;
        set
        {
            if (_supply == value) return;
            _supply = value;
            Sensed?.Invoke();
        }
    }

    /// <summary>A charger is connected, or none.</summary>
    public Charger Charger
    {
        get => _charger;
        set
        {
            if (_charger == value) return;
            _charger = value;
            Sensed?.Invoke();
        }
    }

    /// <summary>Temperature of the module, degrees Celsius.</summary>
    public int Temperature
    {
        get => _temperature;
        set
        {
            if (_temperature == value) return;
            _temperature = value;
            Sensed?.Invoke();
        }
    }

    /// <summary>How the antenna of the radio is, as #GSMAD measures it; the radio hears what it hears.</summary>
    public AntennaState RadioAntenna { get; set; }

    /// <summary>What the antenna of the satellite receiver draws from the module, mA.</summary>
    public int SatelliteAntennaCurrent
    {
        get => _satelliteAntennaCurrent;
        set
        {
            if (_satelliteAntennaCurrent == value) return;
            _satelliteAntennaCurrent = value;
            Sensed?.Invoke();
        }
    }

    /// <summary>What the satellite receiver remembers: its memory has a battery of its own.</summary>
    public ReceiverMemory ReceiverMemory { get; } = new();

    /// <summary>Somebody drives a pin to another level, or lets go of it.</summary>
    public event Action<int>? Changed;

    /// <summary>Something else than a pin changed: the supply, the charger, the temperature, a voltage at a converter, the DTR line of a port.</summary>
    public event Action? Sensed;

    /// <summary>DTR of a serial port, from 1, changed.</summary>
    public event Action<int>? DtrChanged;

    /// <summary>The level that is put on a pin from outside; null: none.</summary>
    public bool? LevelOf(int pin) => _driven.TryGetValue(pin, out var high) ? high : null;

    /// <summary>Puts a level on a pin; null lets go of it.</summary>
    public void Drive(int pin, bool? high)
    {
        if (LevelOf(pin) == high) return;
        if (high is { } level) _driven[pin] = level;
        else _driven.Remove(pin);
        Changed?.Invoke(pin);
    }

    /// <summary>Voltage at an input of the analogue converter, in mV; 0 where nothing is connected.</summary>
    public int VoltageOf(int input) => _voltages.GetValueOrDefault(input);

    /// <summary>Puts a voltage (mV) on an input of the analogue converter.</summary>
    public void Apply(int input, int millivolts)
    {
        if (VoltageOf(input) == millivolts) return;
        _voltages[input] = millivolts;
        Sensed?.Invoke();
    }

    /// <summary>DTR (circuit 108/2) of a serial port, from 1: the terminal is ready. On unless <see cref="SetDtr"/> says otherwise.</summary>
    public bool DtrOf(int port) => !_terminalsNotReady.Contains(port);

    /// <summary>The terminal on a port is ready, or is not.</summary>
    public void SetDtr(int port, bool on)
    {
        if (!(on ? _terminalsNotReady.Remove(port) : _terminalsNotReady.Add(port))) return;
        DtrChanged?.Invoke(port);
        Sensed?.Invoke();
    }
}

/// <summary>What a satellite receiver remembers of the sky.</summary>
public sealed class ReceiverMemory
{
    /// <summary>It knows the orbits roughly, and what time it is.</summary>
    public bool HasAlmanac { get; set; }

    /// <summary>When it last knew the orbits exactly; null: never.</summary>
    public DateTimeOffset? Ephemeris { get; set; }

    /// <summary>Where it was last.</summary>
    public Positioning.Fix? Last { get; set; }

    /// <summary>Nothing is remembered any more.</summary>
    public void Clear() => (HasAlmanac, Ephemeris, Last) = (false, null, null);
}
