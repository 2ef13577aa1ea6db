using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class CscsHandler : Handler<Cscs>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cscs value) =>
        OneOf.Allows(Command.Parameters[0], value.Chset) ? call.Store(value with { Chset = value.Chset.ToUpperInvariant() }) : Answer(Refusal);
}
