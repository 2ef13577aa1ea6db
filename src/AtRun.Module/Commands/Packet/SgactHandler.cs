using AtRun.Module.Commands.Sockets;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class SgactHandler : Handler<Sgact>
{
    /// <summary>A context without a socket is refused; the GSM context is deactivated where it was activated (AT reference 80000ST10025a p416).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Sgact value)
    {
        var contexts = call.Module.Contexts;
        if (!contexts.HasSocket(value.Cid)) return Error;
        if (!contexts.IsDefined(value.Cid)) return Answer(CmeError.ContextNotOpened);
        if (value.Stat == 1) return Activate(call, value);
        if (value.Cid == ContextService.GsmCid && !contexts.MayDeactivateGsm(call.Instance)) return Answer(CmeError.OperationNotAllowed);
        return call.CutPacketService(stop => contexts.Deactivate(value.Cid, stop));
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var context in call.Module.Contexts.DefinedOfAny) call.Out.Line($"{Command.Name}: {context.Cid},{(context.IsActive ? 1 : 0)}");
        return Ok;
    }

    /// <summary>Context and state alone (AT reference 80000ST10025a p417).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain},{Command.Parameters[1].Domain}");
        return Ok;
    }

    private static async ValueTask<FinalResult> Activate(AtCall call, Sgact value)
    {
        var stop = call.Stop;
        var (user, password) = value.UserId.Length > 0 ? (value.UserId, value.Pwd) : call.Instance.Login();
        // The GSM context is a call, which a character aborts as any other (#CESTHLCK is not there).
        if (value.Cid == ContextService.GsmCid || call.Get<SgactCfgExt>(value.Cid).AbortAttemptEnable == 1) call.Instance.AllowAbort();
        try
        {
            return await call.ActivateForSockets(value.Cid, user, password, Sgact.Command.Name);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return FinalResult.NoCarrier;
        }
    }
}
