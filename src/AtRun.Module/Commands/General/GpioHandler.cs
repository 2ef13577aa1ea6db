using AtRun.Module.Services.OnBoard;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class GpioHandler : Handler<Gpio>
{
    private const int Query = 2;

    /// <summary>Without direction the pin keeps the one it has; a query with a direction sets it first.</summary>
    /// <remarks>AT reference 80000ST10025a p299-301; the query that sets: Telit 80000NT10043a p27.</remarks>
    protected override async ValueTask<FinalResult> Write(AtCall call, Gpio value)
    {
        var pins = call.Module.Pins;
        if (value is { Pin: < 0, Mode: < 0, Dir: < 0 }) return FinalResult.Ok;
        if (value.Pin < 1 || value.Pin > pins.Count || value.Mode < 0) return Refusal;
        if (value.Dir == (int)PinDirection.Alternate && !PinService.HasAlternate(value.Pin)) return Refusal;
        // The level first: an output does not show the old one for a moment.
        if (value.Mode != Query) pins.Put(value.Pin, value.Mode == 1);
        if (value.Dir >= 0) await pins.Direct(value.Pin, (PinDirection)value.Dir);
        if (value.Mode == Query) Show(call, value.Pin);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        for (var pin = 1; pin <= call.Module.Pins.Count; pin++) Show(call, pin);
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (1-{call.Module.Pins.Count}),{Command.Parameters[1].Domain},{Command.Parameters[2].Domain}");
        return Ok;
    }

    private void Show(AtCall call, int pin)
    {
        var pins = call.Module.Pins;
        call.Out.Line($"{Command.Name}: {(int)pins.DirectionOf(pin)},{(pins.LevelOf(pin) ? 1 : 0)}");
    }
}
