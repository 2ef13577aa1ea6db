using AtRun.Module.Commands.General;
using AtRun.Module.Services.OnBoard;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Scripts.BuiltIn;

/// <summary>GPIO: pins, converters, status light, supply, as #GPIO, #ADC, #DAC, #VAUX, #SLED and #CBC have them (Telit 80000ST10020a §3.6).</summary>
internal sealed class GpioModule : BuiltInModule
{
    private const int MillivoltsInUnit = 10;

    private readonly RunningModule _module;

    public GpioModule(string name, ScriptRun run) : base(name)
    {
        _module = run.Module;
        Function("setIOvalue", 2, 2, SetValue);
        Function("getIOvalue", 1, 1, a => Pin(a) is { } pin ? Level(_module.Pins.LevelOf(pin)) : Failure);
        Waiting("setIOdir", 3, 3, SetDirection);
        Function("getIOdir", 1, 1, a => Pin(a) is { } pin ? ScriptValue.Of((int)_module.Pins.DirectionOf(pin)) : Failure);
        Function("getADC", 1, 1, a => a.Choice(0, 1, _module.Product.Converters) is { } input ? ScriptValue.Of(AdcHandler.Measure(_module, input)) : Failure);
        Function("setDAC", 2, 2, SetConverter);
        Function("setVAUX", 2, 2, SetAuxiliary);
        // Nothing here is a hands-free set.
        Function("getAXE", 0, 0, _ => ScriptValue.Of(0));
        Function("setSLED", 3, 3, SetLight);
        Function("getCBC", 0, 0, _ => ScriptValue.Of(ScriptValue.Of((int)_module.Board.Charger), ScriptValue.Of(_module.Board.Supply * MillivoltsInUnit)));
    }

    private int? Pin(ScriptArguments arguments) => arguments.Choice(0, 1, _module.Pins.Count);

    /// <summary>The level of an output; of another pin it is that of the output that it may become, as by #GPIO without direction.</summary>
    private ScriptValue SetValue(ScriptArguments arguments)
    {
        if (Pin(arguments) is not { } pin || arguments.Choice(1, 0, 1) is not { } level) return Failure;
        _module.Pins.Put(pin, level == 1);
        return Success;
    }

    /// <summary>The value counts for an output alone, and must be one (p48).</summary>
    private async ValueTask<ScriptValue> SetDirection(ScriptArguments arguments)
    {
        if (Pin(arguments) is not { } pin || arguments.Choice(1, 0, 1) is not { } level || arguments.Choice(2, 0, (int)PinDirection.PulledDown) is not { } number) return Failure;
        var direction = (PinDirection)number;
        if (direction == PinDirection.Alternate && !PinService.HasAlternate(pin)) return Failure;
        if (direction == PinDirection.Output) _module.Pins.Put(pin, level == 1);
        await _module.Pins.Direct(pin, direction);
        return Success;
    }

    private ScriptValue SetConverter(ScriptArguments arguments)
    {
        if (arguments.Choice(0, 0, 1) is not { } enable || arguments.Choice(1, 0, Dac.Greatest) is not { } value) return Failure;
        _module.Volatile.Set(Dac.Command, new Dac { Enable = enable, Value = value });
        return Success;
    }

    private ScriptValue SetAuxiliary(ScriptArguments arguments)
    {
        if (!_module.Product.Has(Vaux.Command) || arguments.Integer(0) != 1 || arguments.Choice(1, 0, 1) is not { } enable) return Failure;
        _module.Outputs.Auxiliary = enable == 1;
        return Success;
    }

    private ScriptValue SetLight(ScriptArguments arguments)
    {
        if (arguments.Choice(0, 0, Sled.Blinking) is not { } mode) return Failure;
        var light = _module.Volatile.Get<Sled>() with { Mode = mode };
        // The durations mean something where it blinks.
        if (mode == Sled.Blinking)
        {
            if (arguments.Choice(1, 1, Sled.Longest) is not { } on || arguments.Choice(2, 1, Sled.Longest) is not { } off) return Failure;
            light = light with { OnDuration = on, OffDuration = off };
        }
        _module.Volatile.Set(Sled.Command, light);
        return Success;
    }
}
