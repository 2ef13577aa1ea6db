using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class SelintHandler : Handler<Selint>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Selint value)
    {
        var stored = await call.Store(value);
        foreach (var instance in call.Module.Instances) instance.ApplyFormat();
        return stored;
    }
}
