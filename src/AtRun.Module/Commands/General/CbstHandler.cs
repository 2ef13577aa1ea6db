using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class CbstHandler : Handler<Cbst>
{
    /// <summary>Transparent calls need a speed, and it is not 14400 bit/s (AT reference 80000ST10025a p88).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cbst value) =>
        value is { Ce: Cbst.Transparent, Speed: 0 or 14 or 75 } ? Answer(Refusal) : call.Store(value);
}
