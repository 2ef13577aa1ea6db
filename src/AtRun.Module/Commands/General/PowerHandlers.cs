using AtRun.Module.Services.OnBoard;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class RebootHandler : Handler<Reboot>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var module = call.Module;
        call.Instance.AfterLine(() => module.AfterGrace(static m => m.Reboot("#REBOOT")));
        return Ok;
    }
}

[AtHandler]
internal sealed class ShdnHandler : Handler<Shdn>
{
    internal override bool RunsInAlarmMode => true;

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var module = call.Module;
        call.Instance.AfterLine(() => module.AfterGrace(static m => m.ShutDown()));
        return Ok;
    }
}

[AtHandler]
internal sealed class EnhRstHandler : Handler<EnhRst>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, EnhRst value)
    {
        var module = call.Module;
        var mode = (TimedResetMode)value.Mod;
        if (mode == TimedResetMode.Once && value.Delay == 0)
        {
            // At once: the manual's example shows no answer (AT reference 80000ST10025a p292).
            call.Instance.AfterLine(() => module.Reboot("#ENHRST=1,0"));
            return FinalResult.None;
        }
        // A periodic reset without delay would never let the module up again.
        if (mode != TimedResetMode.Off && value.Delay <= 0) return FinalResult.Error;
        await module.TimedReset.Set(mode, mode == TimedResetMode.Off ? 0 : value.Delay);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var reset = call.Module.TimedReset;
        call.Out.Line(reset.Mode == TimedResetMode.Off ? $"{Command.Name}: 0" : $"{Command.Name}: {(int)reset.Mode},{reset.Delay},{reset.Remaining}");
        return Ok;
    }
}
