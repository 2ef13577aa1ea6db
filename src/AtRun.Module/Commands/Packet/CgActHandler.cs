using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgActHandler : Handler<CgAct>
{
    private IntParameter State => (IntParameter)Command.Parameters[0];

    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        var values = new ParameterReader(parameters);
        var state = 0;
        if (!State.Bind(ref values, ref state) || CidList.Read(ref values, (IntParameter)Command.Parameters[1], CgDcont.Contexts) is not { } cids) return Answer(Refusal);
        if (cids.Count == 0) cids = [.. call.Module.Contexts.Defined.Select(c => c.Cid)];
        if (state == 1) return Activate(call, cids);
        var contexts = call.Module.Contexts;
        return call.CutPacketService(stop => Deactivate(contexts, cids, stop));
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var context in call.Module.Contexts.Defined) call.Out.Line($"{Command.Name}: {context.Cid},{(context.IsActive ? 1 : 0)}");
        return Ok;
    }

    /// <summary>The states alone (AT reference 80000ST10025a p194).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {State.Domain}");
        return Ok;
    }

    /// <summary>Attaches first where that is needed; a context that is in that state already stays as it is (27.007 §10.1.10).</summary>
    private static async ValueTask<FinalResult> Activate(AtCall call, IReadOnlyList<int> cids)
    {
        var stop = call.Stop;
        var contexts = call.Module.Contexts;
        if (await call.Module.Attach.Attach(stop) is { IsSuccess: false } detached) return detached;
        foreach (var cid in cids)
        {
            if (contexts[cid].IsActive) continue;
            if (!contexts.IsDefined(cid)) return CmeError.UnspecifiedGprsError;
            var result = await contexts.Activate(cid, "", "", carriesSockets: false, stop);
            if (!result.IsSuccess && !contexts[cid].IsActive) return result.CmeError == CmeError.ActivationFailed ? CmeError.UnspecifiedGprsError : result;
        }
        return FinalResult.Ok;
    }

    private static async ValueTask Deactivate(ContextService contexts, IReadOnlyList<int> cids, CancellationToken stop)
    {
        foreach (var cid in cids) await contexts.Deactivate(cid, stop);
    }
}
