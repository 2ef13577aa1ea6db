using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <summary>A module does not tell a power supply from a full battery (AT reference 80000ST10025a p198): it is powered, and full by the voltage.</summary>
[AtHandler]
internal sealed class CbcHandler : Handler<Cbc>
{
    // Own choice: 3.4 V is empty, 3.8 V, the nominal supply, is full; the manual knows steps of 25 per cent.
    private const int Empty = 340, Full = 380, Step = 25;

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var level = Math.Clamp(100 * (call.Module.Board.Supply - Empty) / (Full - Empty), 0, 100) / Step * Step;
        call.Out.Line($"{Command.Name}: 0,{level}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (0-3),(0-100)");
        return Ok;
    }
}

[AtHandler]
internal sealed class CbcVoltageHandler : Handler<CbcVoltage>
{
    /// <summary>No charger is connected.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: 0,{call.Module.Board.Supply}");
        return Ok;
    }
}
