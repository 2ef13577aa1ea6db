using AtRun.Module.Services.OnBoard;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class CindHandler : Handler<Cind>
{
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {string.Join(',', call.Module.Indicators.Values())}");
        return Ok;
    }

    /// <summary>AT reference 80000ST10025a p145</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: ({string.Join(',', IndicatorService.All.Select(i => $"(\"{i.Name}\",{i.Values})"))})");
        return Ok;
    }
}

[AtHandler]
internal sealed class CmerHandler : Handler<Cmer>
{
    // Indicators that the SIM must be readable for.
    private const int Message = 4, Full = 7;

    protected override ValueTask<FinalResult> Write(AtCall call, Cmer value)
    {
        if (value is { Mode: > 0, Ind: > 0 })
        {
            // AT reference 80000ST10025a p147
            var wanted = call.Get<Cind>();
            if (call.Module.Sim.Refusal is { } refusal && (IndicatorService.IsWanted(wanted, Message) || IndicatorService.IsWanted(wanted, Full))) return Answer(refusal);
        }
        var stored = call.Store(value);
        call.Module.Indicators.Begin(call.Instance.Number);
        return stored;
    }
}
