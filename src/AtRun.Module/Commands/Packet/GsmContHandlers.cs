using AtRun.Module.Commands.Modem;
using AtRun.Module.Services.Network;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class GsmContHandler : Handler<GsmCont>
{
    /// <summary>Nothing but the number of the context: it is not defined any more.</summary>
    protected override object Current(AtCall call, int row) => Command.Default(row);

    // An active context neither changes nor vanishes (own decision).
    protected override ValueTask<FinalResult> Write(AtCall call, GsmCont value)
    {
        if (call.Module.Contexts[ContextService.GsmCid] is not { IsActive: false, Activating: null }) return Answer(CmeError.OperationNotAllowed);
        if (value == new GsmCont()) return Undefine(call);
        if (!value.PType.Equals(CgDcont.Ip, StringComparison.OrdinalIgnoreCase) || !DialString.IsNumber(value.CsdNum)) return Answer(Refusal);
        return call.Store(value with { PType = CgDcont.Ip });
    }

    /// <summary>Printed with a plus sign (AT reference 80000ST10025a p354).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (!call.Module.Contexts.IsDefined(ContextService.GsmCid)) return Ok;
        var context = call.Get<GsmCont>();
        call.Out.Line($"+GSMCONT: {context.Cid},\"{context.PType}\",\"{context.CsdNum}\"");
        return Ok;
    }

    private static async ValueTask<FinalResult> Undefine(AtCall call)
    {
        await call.Module.Nvm.Remove(GsmCont.Command);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class GsmContCfgHandler : Handler<GsmContCfg>
{
    protected override ValueTask<FinalResult> Write(AtCall call, GsmContCfg value) =>
        value.ActTo is > 0 and < GsmContCfg.Least ? Answer(Refusal) : call.Store(value);

    /// <summary>Printed without a blank (AT reference 80000ST10025a p355).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.BeginLine();
        call.Out.Text(Command.Name);
        call.Out.Octets(":"u8);
        GsmContCfg.Command.Format(call.Get<GsmContCfg>(), call.Out.Output);
        call.Out.EndLine();
        return Ok;
    }
}
