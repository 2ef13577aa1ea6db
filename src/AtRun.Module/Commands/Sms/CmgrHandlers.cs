using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

/// <summary>The test form answers OK alone (AT reference 80000ST10025a p246).</summary>
[AtHandler]
internal sealed class CmgrHandler : Handler<Cmgr>
{
    protected override FinalResult Refusal => CmsError.InvalidMemoryIndex;

    protected override ValueTask<FinalResult> Write(AtCall call, Cmgr value) => MessageLists.Read(call, value.Index, improved: false);

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

/// <inheritdoc cref="CmgrHandler"/>
[AtHandler]
internal sealed class CmgrImprovedHandler : Handler<CmgrImproved>
{
    protected override FinalResult Refusal => CmsError.InvalidMemoryIndex;

    protected override ValueTask<FinalResult> Write(AtCall call, CmgrImproved value) => MessageLists.Read(call, value.Index, improved: true);

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
