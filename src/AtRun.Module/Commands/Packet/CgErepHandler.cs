using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgErepHandler : Handler<CgErep>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CgErep value)
    {
        call.Module.PacketEvents.ModeSet(call.Instance, value);
        return call.Store(value);
    }
}
