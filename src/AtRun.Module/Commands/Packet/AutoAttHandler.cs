using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class AutoAttHandler : Handler<AutoAtt>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, AutoAtt value)
    {
        var stored = await call.Store(value);
        if (value.Auto == 1) call.Module.Attach.AttachByItself();
        return stored;
    }
}
