using AtRun.Module.Commands.Packet;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Mail;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

[AtHandler]
internal sealed class GprsHandler : Handler<Gprs>
{
    private const int Down = 0, Up = 1, Pending = 2;

    /// <summary>Refused where no socket is on the context, and while the GSM context is up (AT reference 80000ST10025a p467).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Gprs value)
    {
        var contexts = call.Module.Contexts;
        if (!contexts.HasSocket(Gprs.Context)) return FinalResult.Error;
        if (contexts[ContextService.GsmCid].IsActive) return CmeError.OperationNotAllowed;
        if (!contexts.IsDefined(Gprs.Context)) return CmeError.ContextNotOpened;
        if (value.Mode == 0)
        {
            // What #EMAILACT has activated this does not deactivate, and says OK (AT reference 80000ST10025a p493).
            if (contexts[Gprs.Context].Activator == EmailAct.Command) return FinalResult.Ok;
            return await call.CutPacketService(stop => contexts.Deactivate(Gprs.Context, stop));
        }
        var (user, password) = call.Instance.Login();
        var result = await call.ActivateForSockets(Gprs.Context, user, password, "+IP");
        if (result.IsSuccess) contexts[Gprs.Context].Activator = Command;
        return result;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var context = call.Module.Contexts[Gprs.Context];
        call.Out.Line($"{Command.Name}: {(context.IsActive ? Up : context.Activating is not null ? Pending : Down)}");
        return Ok;
    }
}
