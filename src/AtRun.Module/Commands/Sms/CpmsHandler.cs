using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CpmsHandler : Handler<Cpms>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cpms value)
    {
        value = new() { Memr = value.Memr.ToUpperInvariant(), Memw = value.Memw.ToUpperInvariant(), Mems = value.Mems.ToUpperInvariant() };
        if (!OneOf.Allows(Command.Parameters[0], value.Memr) || (value.Memr != MessageStore.Sim && call.Module.Messages.IsImproved)
            || !OneOf.Allows(Command.Parameters[1], value.Memw) || !OneOf.Allows(Command.Parameters[2], value.Mems)) return Answer(Refusal);
        call.Module.Volatile.Set(Command, value);
        var (read, sim) = (call.Module.Messages.Reading, call.Module.Messages.Sim);
        call.Out.Line($"{Command.Name}: {read.Used},{read.Capacity},{sim.Used},{sim.Capacity},{sim.Used},{sim.Capacity}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var (read, sim) = (call.Module.Messages.Reading, call.Module.Messages.Sim);
        call.Out.Line($"{Command.Name}: \"{read.Name}\",{read.Used},{read.Capacity},\"{sim.Name}\",{sim.Used},{sim.Capacity},\"{sim.Name}\",{sim.Used},{sim.Capacity}");
        return Ok;
    }

    /// <summary>With blanks between the lists, as Telit 1vv0300784 p101 shows it; the improved mode has none there, and no "ME".</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var (memr, memw, mems) = (Command.Parameters[0].Domain, Command.Parameters[1].Domain, Command.Parameters[2].Domain);
        call.Out.Line(call.Module.Messages.IsImproved ? $"{Command.Name}: {mems},{memw},{mems}" : $"{Command.Name}: {memr}, {memw}, {mems}");
        return Ok;
    }
}
