using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

[AtHandler]
internal sealed class ClacHandler : Handler<Clac>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        foreach (var command in CommandTable.All)
            if (!command.IsPart && call.Module.Product.Has(command) && HandlerTable.Of(command) is not null && command.Facts.IsOf(call.OldStyle))
                call.Out.Line($"AT{command.Name}");
        return Ok;
    }
}
