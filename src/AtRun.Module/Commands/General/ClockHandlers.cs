using AtRun.Module.Services.OnBoard;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <remarks>The manual prints the answers without quotes, the software guide with them: in quotes, no blank.</remarks>
[AtHandler]
internal sealed class CclkHandler : Handler<Cclk>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cclk value)
    {
        if (!DateText.TryShort(call, value.Time, out var time) || !ClockService.TryParse(time, out var local, out var zone, out _)) return Refusal;
        if (time.Length != 20) return Refusal;
        await call.Module.Clock.Set(local, zone, daylightSaving: null);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var clock = call.Module.Clock;
        // AT reference 80000ST10025a p158: with the zone where #NITZ shows it.
        var zone = call.Get<Nitz>().Val >= Nitz.WithZone ? clock.ZoneText : "";
        call.Out.Line($"{Command.Name}: \"{DateText.Long(call, clock.LocalTime)}{zone}\"");
        return Ok;
    }

    /// <summary>AT reference 80000ST10025a p158</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CclkDstHandler : Handler<CclkDst>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, CclkDst value)
    {
        if (!ClockService.TryParse(value.Time, out var local, out var zone, out var daylightSaving)) return Refusal;
        await call.Module.Clock.Set(local, zone, daylightSaving);
        return FinalResult.Ok;
    }

    /// <summary>Without daylight saving where +CCLK set the time (AT reference 80000ST10025a p339).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var clock = call.Module.Clock;
        call.Out.Line($"{Command.Name}: \"{clock.LocalTime}{clock.ZoneText}{(clock.DaylightSaving is { } hours ? $",{hours}" : "")}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
