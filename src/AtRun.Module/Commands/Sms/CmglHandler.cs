using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmglHandler : Handler<Cmgl>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cmgl value) => MessageLists.List(call, value.Stat, improved: false);

    /// <summary>As without a parameter (AT reference 80000ST10025a p235).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call) => Write(call, new Cmgl());

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        MessageLists.ShowStates(call);
        return Ok;
    }
}
