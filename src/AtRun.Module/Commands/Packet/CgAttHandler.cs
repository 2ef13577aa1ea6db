using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgAttHandler : Handler<CgAtt>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CgAtt value)
    {
        var attach = call.Module.Attach;
        return value.State == 1 ? attach.Attach(call.Stop) : call.CutPacketService(attach.Detach);
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Attach.IsAttached ? 1 : 0)}");
        return Ok;
    }
}
