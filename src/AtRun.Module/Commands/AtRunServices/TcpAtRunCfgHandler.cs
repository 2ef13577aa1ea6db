using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunCfgHandler : Handler<TcpAtRunCfg>
{
    /// <summary>ERROR while the service is on (AT reference 80000ST10025a p382).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, TcpAtRunCfg value) =>
        call.Module.TcpAtRun.IsOn ? Error : call.Store(value);
}
