using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

/// <summary>Activation of a context for sockets by a command.</summary>
internal static class Activating
{
    /// <summary>Activates it, and says its address behind <paramref name="head"/> where that is given.</summary>
    public static async ValueTask<FinalResult> ActivateForSockets(this AtCall call, int cid, string user, string password, string? head = null)
    {
        var stop = call.Stop;
        var contexts = call.Module.Contexts;
        // Switched on a moment ago, the module may be attaching still.
        if (cid != ContextService.GsmCid) await call.Module.Attach.UnderWay(TimeSpan.FromSeconds(CgAtt.Command.Facts.TimeLimit), stop);
        var result = cid == ContextService.GsmCid
            ? await contexts.ActivateGsm(call.Instance, user, password, stop)
            : await contexts.Activate(cid, user, password, carriesSockets: true, stop);
        // Another instance may have taken the context down again before this one goes on.
        if (result.IsSuccess && head is not null) call.Out.Line($"{head}: {contexts[cid].LastAddress}");
        return result;
    }
}
