using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

/// <summary>The instance is that of #SMSATRUNCFG, which keeps it for both (AT reference 80000ST10025a p390).</summary>
[AtHandler]
internal sealed class EnaEvMoniCfgHandler : Handler<EnaEvMoniCfg>
{
    /// <summary>ERROR while this service or SMSATRUN is on (AT reference 80000ST10025a p390-391).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, EnaEvMoniCfg value)
    {
        if (call.Module.SharedInstance.IsReserved) return FinalResult.Error;
        await call.Module.Nvm.Set((Command, value), (SmsAtRunCfg.Command, call.Get<SmsAtRunCfg>() with { Instance = value.Instance }));
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Values(call.Get<EnaEvMoniCfg>() with { Instance = call.Module.SharedInstance.Number });
        return Ok;
    }
}
