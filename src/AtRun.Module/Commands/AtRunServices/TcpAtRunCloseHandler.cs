using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunCloseHandler : Handler<TcpAtRunClose>
{
    /// <summary>Without a connection OK, with the service off ERROR (DEC-8), and ERROR while the peer is joined with a serial port (TCP-17).</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var service = call.Module.TcpAtRun;
        if (!service.CanClose) return Error;
        service.Do(call, service.Close);
        return Ok;
    }
}
