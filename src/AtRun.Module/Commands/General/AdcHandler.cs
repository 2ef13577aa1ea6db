using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <summary>The converter reads 0 to 2 V (Telit 1vv0300799 §12.2).</summary>
[AtHandler]
internal sealed class AdcHandler : Handler<Adc>
{
    private const int FullScale = 2000;

    /// <summary>In the old interface styles the command alone reads all inputs (AT reference 80000ST10025a p304).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call) => call.OldStyle ? Read(call) : Answer(Refusal);

    protected override ValueTask<FinalResult> Write(AtCall call, Adc value)
    {
        if (value is { Input: < 0, Mode: < 0, Dir: < 0 }) return Ok;
        if (value.Input < 1 || value.Input > call.Module.Product.Converters || value.Mode < 0) return Answer(Refusal);
        Show(call, value.Input);
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        for (var input = 1; input <= call.Module.Product.Converters; input++) Show(call, input);
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (1-{call.Module.Product.Converters}),{Command.Parameters[1].Domain},{Command.Parameters[2].Domain}");
        return Ok;
    }

    private void Show(AtCall call, int input) => call.Out.Line($"{Command.Name}: {Measure(call.Module, input)}");

    /// <summary>What an input of the converter (from 1) measures, mV.</summary>
    internal static int Measure(RunningModule module, int input) => Math.Clamp(module.Board.VoltageOf(input), 0, FullScale);
}
