using AtRun.Module.Services.Calls;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class CpasHandler : Handler<Cpas>
{
    // 27.007 §8.1
    private const int Ready = 0, Ringing = 3, InCall = 4;

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var calls = call.Module.Calls;
        // A call that has not rung yet is one in progress, unless #CPASMODE says otherwise (AT reference 80000ST10025a p358).
        var activity = calls.State switch
        {
            CallState.Idle => Ready,
            CallState.Ringing when calls.Rings > 0 || call.Get<CpasMode>().Mode == 1 => Ringing,
            _ => InCall,
        };
        call.Out.Line($"{Command.Name}: {activity}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (0-{InCall})");
        return Ok;
    }
}
