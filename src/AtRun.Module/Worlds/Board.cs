namespace AtRun.Module.Worlds;

/// <summary>The board that carries the module: what is wired to its pins. It stays as it is while the module is off.</summary>
public sealed class Board
{
    private readonly Dictionary<int, bool> _driven = [];

    /// <summary>The I2C bus; which pins it is on is for the command to say.</summary>
    public I2cBus I2c { get; } = new();

    /// <summary>Voltage at the supply pins, in units of 10 mV.</summary>
    public int Supply { get; set; } = 380;

    /// <summary>Somebody drives a pin to another level, or lets go of it.</summary>
    public event Action<int>? Changed;

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
}
