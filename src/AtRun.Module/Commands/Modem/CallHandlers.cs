using AtRun.Module.Services;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class AnswerHandler : Handler<Answer>
{
    protected override ValueTask<FinalResult> Execute(AtCall call) => Answer(call.Module.Calls.Answer(call.Instance));
}

[AtHandler]
internal sealed class HangUpHandler : Handler<HangUp>
{
    protected override ValueTask<FinalResult> Write(AtCall call, HangUp value)
    {
        // +CVHU=1 (AT reference 80000ST10025a p93)
        if (call.Module.Calls.Kind != CallKind.Voice || call.Get<Cvhu>().Mode != Cvhu.Neither) call.Module.Calls.HangUp();
        call.Instance.Suspended?.HangUp();
        return Ok;
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
