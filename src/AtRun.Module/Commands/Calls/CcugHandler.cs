using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

[AtHandler]
internal sealed class CcugHandler : Handler<Ccug>
{
    /// <summary>Only tells that the command is there; the old styles have the ranges (AT reference 80000ST10025a p131-132).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => call.OldStyle ? base.Test(call) : Ok;
}
