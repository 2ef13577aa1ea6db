using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class CalaHandler : Handler<Cala>
{
    /// <summary>What is not given is as from the factory, not as in the alarm before.</summary>
    protected override object Current(AtCall call, int row) => new Cala();

    protected override async ValueTask<FinalResult> Write(AtCall call, Cala value)
    {
        var alarm = call.Module.Alarm;
        if (value.Time.Length == 0)
        {
            await alarm.Forget();
            return FinalResult.Ok;
        }
        // AT reference 80000ST10025a p163
        if (value.Type == Cala.RingIndicatorType && !call.Module.Clock.IsSet) return CmeError.OperationNotAllowed;
        if (value.Time.Contains('/', StringComparison.Ordinal))
        {
            if (!DateText.TryShort(call, value.Time, out var time)) return Refusal;
            value = value with { Time = time };
        }
        return await alarm.Take(value) ? FinalResult.Ok : Refusal;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (call.Module.Alarm.Set is { } alarm) call.Values(alarm.Time.Contains('/', StringComparison.Ordinal) ? alarm with { Time = DateText.Long(call, alarm.Time) } : alarm);
        return Ok;
    }

    /// <summary>The lengths of text and days stand without brackets (AT reference 80000ST10025a p163).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var p = Command.Parameters;
        call.Out.Line($"{Command.Name}: {p[1].Domain},{p[2].Domain},{((Protocol.Commands.TextParameter)p[3]).MaxLength},{((Protocol.Commands.TextParameter)p[4]).MaxLength},{p[5].Domain}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CaldHandler : Handler<Cald>
{
    /// <summary>Where there is none, none is left.</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Cald value)
    {
        await call.Module.Alarm.Forget();
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class CapdHandler : Handler<Capd>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Capd value) =>
        call.Module.Alarm.Postpone(TimeSpan.FromSeconds(value.Sec)) ? Ok : Answer(CmeError.OperationNotAllowed);
}

[AtHandler]
internal sealed class WakeHandler : Handler<Wake>
{
    internal override bool RunsInAlarmMode => true;

    protected override ValueTask<FinalResult> Write(AtCall call, Wake value)
    {
        if (value.Opmode != 0 && !call.OldStyle) return Error;
        var alarm = call.Module.Alarm;
        call.Instance.AfterLine(alarm.Wake);
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var alarm = call.Module.Alarm;
        call.Out.Line($"{Command.Name}: {(alarm.IsAlarmMode || alarm.IsActive ? 1 : 0)}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
