using AtRun.Module.Ppp;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgDataHandler : Handler<CgData>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CgData value) =>
        value.L2p.Equals("PPP", StringComparison.OrdinalIgnoreCase) ? PppCall.Begin(call, value.Cid) : Answer(Refusal);

    /// <summary>The protocol alone (AT reference 80000ST10025a p197).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }
}
