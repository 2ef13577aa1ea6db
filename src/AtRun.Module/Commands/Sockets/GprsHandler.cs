using AtRun.Module.Commands.Packet;
using AtRun.Module.Services;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class GprsHandler : Handler<Gprs>
{
    private const int Down = 0, Up = 1, Pending = 2;

    /// <summary>Refused where no socket is on the context, and while the GSM context is up (AT reference 80000ST10025a p467).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Gprs value)
    {
        var contexts = call.Module.Contexts;
        if (!contexts.HasSocket(Gprs.Context)) return Error;
        if (contexts[ContextService.GsmCid].IsActive) return Answer(CmeError.OperationNotAllowed);
        if (!contexts.IsDefined(Gprs.Context)) return Answer(CmeError.ContextNotOpened);
        if (value.Mode == 0) return call.CutPacketService(stop => contexts.Deactivate(Gprs.Context, stop));
        var (user, password) = call.Instance.Login();
        return call.ActivateForSockets(Gprs.Context, user, password, "+IP");
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var context = call.Module.Contexts[Gprs.Context];
        call.Out.Line($"{Command.Name}: {(context.IsActive ? Up : context.Activating is not null ? Pending : Down)}");
        return Ok;
    }
}
