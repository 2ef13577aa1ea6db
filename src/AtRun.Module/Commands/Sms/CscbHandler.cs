using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CscbHandler : Handler<Cscb>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cscb value) =>
        BroadcastFilter.IsList(value.Mids, BroadcastFilter.MaxIdentifier) && BroadcastFilter.IsList(value.Dcss, BroadcastFilter.MaxCoding) ? call.Store(value) : Answer(Refusal);

    /// <summary>The range of the mode alone (AT reference 80000ST10025a p215).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }
}
