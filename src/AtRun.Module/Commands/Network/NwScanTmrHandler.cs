using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class NwScanTmrHandler : Handler<NwScanTmr>
{
    /// <summary>Seconds until the next search; 0: the timer does not run (AT reference 80000ST10025a p357).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"#NWSCANTMREXP: {(int)Math.Ceiling((call.Module.World.Radio.NextScan ?? TimeSpan.Zero).TotalSeconds)}");
        return Ok;
    }

    protected override async ValueTask<FinalResult> Write(AtCall call, NwScanTmr value)
    {
        var stored = await call.Store(value);
        call.Module.World.Radio.ScanInterval = TimeSpan.FromSeconds(value.Tmr);
        return stored;
    }
}
