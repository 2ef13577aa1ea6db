using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class AnswerHandler : Handler<Answer>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Get<CestHlck>().ClosureType == 1) call.Instance.ForbidAbort();
        return new(call.Module.Calls.Answer(call.Instance, call.Stop));
    }
}

[AtHandler]
internal sealed class HangUpHandler : Handler<HangUp>
{
    protected override ValueTask<FinalResult> Write(AtCall call, HangUp value)
    {
        var result = call.Module.Calls.HangUp(call.Instance);
        call.Instance.Suspended?.HangUp();
        return Answer(result);
    }
}

[AtHandler]
internal sealed class OnlineHandler : Handler<Online>
{
    /// <summary>Nothing to go back to: NO CARRIER, in the old styles ERROR (AT reference 80000ST10025a p68).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Online value)
    {
        if (call.Instance.Suspended is not { } channel) return Answer(call.OldStyle ? FinalResult.Error : FinalResult.NoCarrier);
        var connected = call.Instance.GoOnline(channel);
        call.Instance.Suspended = null;
        return Answer(connected);
    }
}
