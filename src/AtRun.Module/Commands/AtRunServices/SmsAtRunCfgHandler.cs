using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class SmsAtRunCfgHandler : Handler<SmsAtRunCfg>
{
    /// <summary>ERROR while this service or the event monitor is on (AT reference 80000ST10025a p379).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, SmsAtRunCfg value) =>
        call.Module.SharedInstance.IsReserved ? Error : call.Store(value);
}
