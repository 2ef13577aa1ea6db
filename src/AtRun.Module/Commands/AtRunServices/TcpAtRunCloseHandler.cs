using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunCloseHandler : Handler<TcpAtRunClose>
{
    /// <summary>Without a connection OK, with the service off ERROR (DEC-8).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var service = call.Module.TcpAtRun;
        if (!service.IsOn) return Error;
        service.Do(call, () => service.Disconnect());
        return Ok;
    }
}
