using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

/// <summary>Attempts and delay are the module's, the urcmode is the instance's (AT reference 80000ST10025a p432).</summary>
[AtHandler]
internal sealed class SgactCfgHandler : Handler<SgactCfg>
{
    protected override object Current(AtCall call, int row) => call.Get<SgactCfg>(row) with { UrcMode = call.Get<SgactCfgUrc>(row).UrcMode };

    protected override IEnumerable<object> Rows(AtCall call) => base.Rows(call).Select(row => Current(call, ((SgactCfg)row).Cid));

    protected override async ValueTask<FinalResult> Write(AtCall call, SgactCfg value)
    {
        await call.Store(new SgactCfgUrc { Cid = value.Cid, UrcMode = value.UrcMode });
        var stored = await call.Store(value with { UrcMode = 0 });
        call.Module.Contexts.BringUpByItself(value.Cid);
        return stored;
    }
}
