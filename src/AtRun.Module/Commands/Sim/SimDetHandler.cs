using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class SimDetHandler : Handler<SimDet>
{
    /// <summary>The mode, and what the pin says whatever the mode is.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(int)call.Get<SimDet>().Mode},{(call.Module.Sim.IsInHolder ? 1 : 0)}");
        return Ok;
    }

    /// <summary>Without its SIM the module leaves the network: the answer goes first.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, SimDet value)
    {
        var module = call.Module;
        call.Instance.AfterLine(() => module.Sim.Detect(value.Mode));
        return call.Store(value);
    }
}
