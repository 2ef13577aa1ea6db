using AtRun.Module.Ip;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgDcontHandler : Handler<CgDcont>
{
    /// <summary>What is omitted takes its default, it does not keep its value (AT reference 80000ST10025a p187).</summary>
    protected override object Current(AtCall call, int row) => Command.Default(row);

    protected override ValueTask<FinalResult> Write(AtCall call, CgDcont value)
    {
        var contexts = call.Module.Contexts;
        if (value == CgDcont.DefaultOf(value.Cid)) return Undefine(call, value.Cid);
        if (value.PdpType.Length == 0) value = value with { PdpType = CgDcont.Ip };
        if (!value.PdpType.Equals(CgDcont.Ip, StringComparison.OrdinalIgnoreCase)) return Answer(Refusal);
        if (value.PdpAddr.Length > 0 && !AddressRule.TryParse(value.PdpAddr, out _)) return Answer(Refusal);
        contexts.Redefined(value.Cid);
        return call.Store(value with { PdpType = CgDcont.Ip });
    }

    /// <summary>Defined contexts alone.</summary>
    protected override IEnumerable<object> Rows(AtCall call) => call.Module.Contexts.Defined.Select(c => call.Get<CgDcont>(c.Cid));

    // Of an active context the definition may change, and counts from the next activation on; but it does not vanish (own decision).
    private static async ValueTask<FinalResult> Undefine(AtCall call, int cid)
    {
        if (call.Module.Contexts[cid].IsActive) return CmeError.OperationNotAllowed;
        call.Module.Contexts.Redefined(cid);
        await call.Module.Nvm.Remove(CgDcont.Command, cid);
        return FinalResult.Ok;
    }
}
