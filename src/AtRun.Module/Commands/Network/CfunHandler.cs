using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CfunHandler : Handler<Cfun>
{
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<Cfun>().Fun}");
        return Ok;
    }

    /// <summary>What leaves the network, or restarts, does so when the answer is out.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cfun value)
    {
        var module = call.Module;
        if (value.Rst == 1)
        {
            if (value.Fun != Cfun.Full) return Answer(Refusal);
            call.Instance.AfterLine(() => module.AfterGrace(m => m.Reboot("+CFUN=1,1")));
            return Ok;
        }
        call.Instance.AfterLine(module.FollowFunctionality);
        return call.Store(value);
    }
}
