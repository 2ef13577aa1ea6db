using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class SelintHandler : Handler<Selint>
{
    /// <summary>Not while the multiplexer runs (AT reference 80000ST10025a p42).</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Selint value)
    {
        if (call.Module.Multiplexer.IsOn) return FinalResult.Error;
        var stored = await call.Store(value);
        foreach (var instance in call.Module.Instances) instance.ApplyFormat();
        return stored;
    }
}
