using AtRun.Module.Messages;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class MbnHandler : Handler<Mbn>
{
    // What the records of EF MBDN are for (31.102 §4.2.60, §4.2.61).
    private static readonly string[] _kinds = ["VOICE", "FAX", "EMAIL", "OTHER"];

    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        if (Phonebooks.Refusal(call) is { } busy) return Answer(busy);
        var set = call.Get<Cscs>();
        foreach (var (index, entry) in call.Module.Phonebooks.Of(Cpbs.Mailboxes)?.All ?? [])
        {
            call.Out.BeginLine();
            call.Out.Text($"{Command.Name}: {index},\"");
            TeText.Write(entry.Number.ToString(), set, call.Out.Output);
            call.Out.Text($"\",{entry.Number.TypeOfAddress},\"");
            TeText.Write(entry.Name, set, call.Out.Output);
            call.Out.Text($"\",\"{_kinds[index - 1]}\"");
            call.Out.EndLine();
        }
        return Ok;
    }
}
