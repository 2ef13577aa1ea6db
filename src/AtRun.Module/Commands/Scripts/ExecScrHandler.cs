using AtRun.Protocol.Commands.Scripts;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Scripts;

[AtHandler]
internal sealed class ExecScrHandler : Handler<ExecScr>
{
    protected override async ValueTask<FinalResult> Execute(AtCall call) => await call.Module.Script.Run(call.Instance) ? FinalResult.Ok : FinalResult.Error;

    /// <summary>OK in the old styles, too (AT reference 80000ST10025a p546).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
