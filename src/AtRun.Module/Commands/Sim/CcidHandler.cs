using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CcidHandler : Handler<Ccid>
{
    /// <summary>The number stands in the open: no PIN is needed, a card is.</summary>
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.Sim.Iccid is not { } number) return Answer(CmeError.SimNotInserted);
        call.Out.Line($"{Command.Name}: {number}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CcidOldHandler : Handler<CcidOld>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.Sim.Iccid is not { } number) return Answer(CmeError.SimNotInserted);
        call.Out.Line($"{number}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class SimAtrHandler : Handler<SimAtr>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (call.Module.Sim.State == SimState.NotInserted) return Answer(CmeError.SimNotInserted);
        call.Out.Line($"{Command.Name}: {Convert.ToHexString(call.Module.Sim.Card.AnswerToReset.Span)}");
        return Ok;
    }
}
