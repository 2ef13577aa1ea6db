using AtRun.Module.Services.OnBoard;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <summary>A module does not tell a power supply from a full battery (AT reference 80000ST10025a p198): it is powered, by a charger or not, and full by the voltage.</summary>
[AtHandler]
internal sealed class CbcHandler : Handler<Cbc>
{
    // Steps of 25 per cent: AT reference 80000ST10025a p198.
    private const int Step = 25;

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var level = Math.Clamp(100 * (call.Module.Board.Supply - Battery.Empty) / (Battery.Full - Battery.Empty), 0, 100) / Step * Step;
        call.Out.Line($"{Command.Name}: {(call.Module.Board.Charger == Charger.None ? 0 : 1)},{level}");
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
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(int)call.Module.Board.Charger},{call.Module.Board.Supply}");
        return Ok;
    }
}
