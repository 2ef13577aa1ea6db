using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

/// <summary>+CGQMIN, +CGQREQ: a class that is left out is 0; one row for each defined context (AT reference 80000ST10025a p188-192).</summary>
internal abstract class QualityHandler<T> : Handler<T> where T : class, IAtRecord<T>, new()
{
    protected override object Current(AtCall call, int row) => Command.Default(row);

    protected override IEnumerable<object> Rows(AtCall call) => call.Module.Contexts.Defined.Select(c => call.Get(Command, c.Cid));
}

[AtHandler]
internal sealed class CgQminHandler : QualityHandler<CgQmin>;

[AtHandler]
internal sealed class CgQreqHandler : QualityHandler<CgQreq>;

[AtHandler]
internal sealed class CgCmodHandler : Handler<CgCmod>
{
    private IntParameter Cid => (IntParameter)Command.Parameters[0];

    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters)
    {
        var values = new ParameterReader(parameters);
        if (CidList.Read(ref values, Cid, CgDcont.Contexts) is not { } cids) return Answer(Refusal);
        var contexts = call.Module.Contexts;
        if (cids.Count == 0) cids = [.. contexts.Defined.Where(c => c.IsActive).Select(c => c.Cid)];
        // 27.007 §10.1.11: a context that is not active cannot be modified.
        return cids.Any(c => !contexts[c].IsActive) ? Answer(CmeError.OperationNotAllowed) : Modify(call, cids);
    }

    /// <summary>The contexts that are active.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: ({string.Join(',', call.Module.Contexts.Defined.Where(c => c.IsActive).Select(c => c.Cid))})");
        return Ok;
    }

    private static async ValueTask<FinalResult> Modify(AtCall call, IReadOnlyList<int> cids)
    {
        var stop = call.Stop;
        foreach (var cid in cids)
            if (await call.Module.Contexts.Modify(cid, stop) is { IsSuccess: false } refused) return refused;
        return FinalResult.Ok;
    }
}
