using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class QTempHandler : Handler<QTemp>
{
    protected override ValueTask<FinalResult> Write(AtCall call, QTemp value) => Ok;

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Temperature.Level == 0 ? 0 : 1)}");
        return Ok;
    }
}

[AtHandler]
internal sealed class TempMonHandler : Handler<TempMon>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, TempMon value)
    {
        var module = call.Module;
        if (value.Mod == 1)
        {
            if (value is not { UrcMode: < 0, Action: < 0, HystTime: < 0, Gpio: < 0 }) return Refusal;
            call.Out.Line($"#TEMPMEAS: {module.Temperature.Level},{module.Board.Temperature}");
            return FinalResult.Ok;
        }
        var stored = module.Nvm.Get<TempMonAction>();
        if (value.Action >= 0)
        {
            // AT reference 80000ST10025a p296: something is done after a time, and a pin is to be named where one is raised.
            if ((value.Action > 0 && value.HystTime < 0) || ((value.Action & TempMonAction.RaisesPin) != 0 && value.Gpio < 0)) return Refusal;
            stored = new TempMonAction { Action = value.Action, HystTime = Math.Max(0, value.HystTime), Gpio = Math.Max(0, value.Gpio) };
        }
        if (stored.Gpio > module.Pins.Count) return Refusal;
        if (value.UrcMode >= 0) await call.Store(new TempMonUrc { UrcMode = value.UrcMode });
        await call.Store(stored);
        module.Temperature.Begin();
        return FinalResult.Ok;
    }

    /// <summary>Time and pin are shown where something is done with them (AT reference 80000ST10025a p297).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var stored = call.Module.Nvm.Get<TempMonAction>();
        var time = stored.Action == 0 ? "" : $",{stored.HystTime}";
        var pin = stored.Action == 0 || stored.Gpio == 0 ? "" : $",{stored.Gpio}";
        call.Out.Line($"{Command.Name}: {call.Get<TempMonUrc>().UrcMode},{stored.Action}{time}{pin}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var p = Command.Parameters;
        call.Out.Line($"{Command.Name}: {p[0].Domain},{p[1].Domain},{p[2].Domain},{p[3].Domain},(1-{call.Module.Pins.Count})");
        return Ok;
    }
}

[AtHandler]
internal sealed class GsmAdHandler : Handler<GsmAd>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, GsmAd value)
    {
        var module = call.Module;
        var pins = module.Pins.Count;
        if (value.DetGpio > pins || value.RepGpio > pins) return Refusal;
        // AT reference 80000ST10025a p350-351: these mean something with 1 alone.
        if (value.Mod != GsmAd.Periodic && value is not { UrcMode: < 0, Interval: < 0, RepGpio: < 0 }) return Refusal;
        var stored = module.Nvm.Get<GsmAdSet>();
        if (value.DetGpio > 0) stored = stored with { DetGpio = value.DetGpio };
        if (value.Mod <= GsmAd.Periodic) stored = stored with { Mod = value.Mod };
        if (value.Interval > 0) stored = stored with { Interval = value.Interval };
        if (value.RepGpio > 0) stored = stored with { RepGpio = value.RepGpio };
        if (value.UrcMode >= 0) await call.Store(new GsmAdUrc { UrcMode = value.UrcMode });
        await call.Store(stored);
        if (value.Mod <= GsmAd.Periodic)
        {
            module.Antenna.Begin();
            return FinalResult.Ok;
        }
        var (state, changed) = module.Antenna.Measure();
        if (value.Mod == GsmAd.Now) call.Out.Line(Services.OnBoard.AntennaMonitor.Text(state));
        else if (changed) call.Instance.Unsolicited(Services.OnBoard.AntennaMonitor.Text(state));
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var stored = call.Module.Nvm.Get<GsmAdSet>();
        call.Out.Line($"{Command.Name}: {stored.Mod},{call.Get<GsmAdUrc>().UrcMode},{stored.Interval},{stored.DetGpio},{stored.RepGpio}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var (p, pins) = (Command.Parameters, call.Module.Pins.Count);
        call.Out.Line($"{Command.Name}: {p[0].Domain},{p[1].Domain},{p[2].Domain},(1-{pins}),(1-{pins})");
        return Ok;
    }
}
