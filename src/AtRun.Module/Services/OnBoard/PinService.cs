using System.Globalization;

namespace AtRun.Module.Services.OnBoard;

/// <summary>What a pin is used as (&lt;dir&gt; of #GPIO).</summary>
public enum PinDirection
{
    Input = 0,
    Output = 1,
    Alternate = 2,
    PulledDown = 3,
}

/// <summary>The general purpose pins (AT reference 80000ST10025a p299-301).</summary>
/// <remarks>
/// After power-on all are inputs but those of pins 4 to 7 that were given their alternate function. An input that nobody
/// drives reads high, a pulled down one low: own choice after the examples of the manual.
/// </remarks>
public sealed class PinService(RunningModule module)
{
    private const string AlternateKey = "gpio/alternate";

    // RF transmission control, RF transmission monitor, alarm output, buzzer output.
    private const int FirstAlternate = 4, LastAlternate = 7;

    /// <summary>The pin that is the alarm output in its alternate function (AT reference 80000ST10025a p159).</summary>
    public const int AlarmOutput = 6;

    private readonly PinDirection[] _directions = new PinDirection[module.Product.Pins + 1];
    private readonly bool[] _outputs = new bool[module.Product.Pins + 1];

    /// <summary>Pins are numbered from 1 to this.</summary>
    public int Count => module.Product.Pins;

    /// <summary>The level or the use of a pin changed.</summary>
    public event Action<int>? Changed;

    public PinDirection DirectionOf(int pin) => _directions[pin];

    /// <summary>True: high. Of a pin in alternate function it means nothing and is low.</summary>
    public bool LevelOf(int pin) => _directions[pin] switch
    {
        PinDirection.Output => _outputs[pin],
        PinDirection.Input => module.Board.LevelOf(pin) ?? true,
        PinDirection.PulledDown => module.Board.LevelOf(pin) ?? false,
        _ => false,
    };

    public static bool HasAlternate(int pin) => pin is >= FirstAlternate and <= LastAlternate;

    /// <summary>The board puts a level on a pin.</summary>
    public void Drive(int pin, bool high) => module.Board.Drive(pin, high);

    /// <summary>Uses a pin otherwise; an alternate function is kept over power-off when the task is complete.</summary>
    public ValueTask Direct(int pin, PinDirection direction)
    {
        var before = _directions[pin];
        if (before == direction) return default;
        _directions[pin] = direction;
        Changed?.Invoke(pin);
        if (before != PinDirection.Alternate && direction != PinDirection.Alternate) return default;
        var kept = string.Join(',', Enumerable.Range(1, Count).Where(p => _directions[p] == PinDirection.Alternate));
        return module.Nvm.SetText(AlternateKey, kept.Length == 0 ? null : kept);
    }

    /// <summary>The level of an output; kept for later where the pin is none.</summary>
    public void Put(int pin, bool high)
    {
        if (_outputs[pin] == high) return;
        _outputs[pin] = high;
        if (_directions[pin] == PinDirection.Output) Changed?.Invoke(pin);
    }

    internal void Start()
    {
        foreach (var text in module.Nvm.GetText(AlternateKey)?.Split(',') ?? [])
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pin) && HasAlternate(pin) && pin <= Count)
                _directions[pin] = PinDirection.Alternate;
        module.Board.Changed += OnDriven;
    }

    internal void End() => module.Board.Changed -= OnDriven;

    private void OnDriven(int pin)
    {
        if (pin >= 1 && pin <= Count && _directions[pin] is PinDirection.Input or PinDirection.PulledDown) Changed?.Invoke(pin);
    }
}
