using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmglImprovedHandler : Handler<CmglImproved>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CmglImproved value) => MessageLists.List(call, value.Stat, improved: true);

    /// <summary>As without a parameter (AT reference 80000ST10025a p240).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call) => Write(call, new CmglImproved());

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        MessageLists.ShowStates(call);
        return Ok;
    }
}
