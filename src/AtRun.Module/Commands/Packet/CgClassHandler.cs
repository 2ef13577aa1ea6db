using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class CgClassHandler : Handler<CgClass>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, CgClass value)
    {
        value = new() { Class = value.Class.ToUpperInvariant() };
        if (value.Class is not (CgClass.Both or CgClass.PacketOnly or CgClass.CircuitOnly)) return Refusal;
        var changes = value != call.Get<CgClass>();
        await call.Store(value);
        if (changes) call.Module.PacketEvents.ClassChanged(value.Class);
        return await call.CutPacketService(() =>
        {
            call.Module.Network.Follow();
            call.Module.Attach.Follow();
        });
    }
}
