using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class QssHandler : Handler<Qss>
{
    /// <summary>Modes 0 and 1 know no more than whether a SIM is there (AT reference 80000ST10025a p324-325).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var (mode, status) = (call.Get<Qss>().Mode, call.Module.Sim.Status);
        call.Out.Line($"{Command.Name}: {mode},{(mode == 2 ? (int)status : Math.Min((int)status, (int)SimStatus.Inserted))}");
        return Ok;
    }
}
