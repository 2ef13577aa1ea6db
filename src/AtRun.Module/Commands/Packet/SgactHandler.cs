using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class SgactHandler : Handler<Sgact>
{
    /// <summary>The GSM context is not there: no #GSMCONT defines it. A context without a socket is refused (AT reference 80000ST10025a p416).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Sgact value)
    {
        var contexts = call.Module.Contexts;
        if (value.Cid == 0 || !contexts.HasSocket(value.Cid)) return Error;
        if (!contexts.IsDefined(value.Cid)) return Answer(CmeError.ContextNotOpened);
        return value.Stat == 1 ? Activate(call, value) : call.CutPacketService(stop => contexts.Deactivate(value.Cid, stop));
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var context in call.Module.Contexts.Defined) call.Out.Line($"{Command.Name}: {context.Cid},{(context.IsActive ? 1 : 0)}");
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
        var contexts = call.Module.Contexts;
        if (call.Get<SgactCfgExt>(value.Cid).AbortAttemptEnable == 1) call.Instance.AllowAbort();
        try
        {
            // Switched on a moment ago, the module may be attaching still.
            await call.Module.Attach.UnderWay(TimeSpan.FromSeconds(CgAtt.Command.Facts.TimeLimit), stop);
            var result = await contexts.Activate(value.Cid, value.UserId, value.Pwd, carriesSockets: true, stop);
            // Another instance may have taken the context down again before this one goes on.
            if (result.IsSuccess) call.Out.Line($"#SGACT: {contexts[value.Cid].LastAddress}");
            return result;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return FinalResult.NoCarrier;
        }
    }
}
