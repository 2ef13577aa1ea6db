using AtRun.Module.Services.Remote;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtConSerHandler : Handler<TcpAtConSer>
{
    /// <summary>From the instance of the service alone, and not while the multiplexer runs (AT reference 80000ST10025a p388).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, TcpAtConSer value)
    {
        var module = call.Module;
        if (call.Instance.User is not TcpAtRunSession || module.Multiplexer.IsOn) return Error;
        if (value.Port >= module.Ports.Count || module.Ports[value.Port].IsJoined) return Error;
        var bridge = new SerialBridge(module.TcpAtRun, call.Instance, module.Ports[value.Port], value.Rate);
        module.TcpAtRun.Happen(TcpAtRunEvent.JoinedPort);
        return Answer(call.Instance.GoOnline(bridge));
    }
}
