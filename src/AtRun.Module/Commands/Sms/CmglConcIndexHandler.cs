using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

/// <summary>A line for each message: its parts, then the place of each, 0 for one that is not there.</summary>
[AtHandler]
internal sealed class CmglConcIndexHandler : Handler<CmglConcIndex>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var parts = call.Module.Messages.Sim.All.Select(m => (m.Index, m.Message.IsReceived, Of: PartOf(m.Message))).Where(m => m.Of is not null);
        foreach (var message in parts.GroupBy(m => (m.IsReceived, m.Of!.Value.Address, m.Of.Value.Part.Reference, m.Of.Value.Part.Total, m.Of.Value.Part.Wide)))
        {
            var places = new int[message.Key.Total];
            foreach (var (index, _, of) in message.Reverse()) places[of!.Value.Part.Number - 1] = index;
            call.Out.Line($"{Command.Name}: {message.Key.Total},{string.Join(',', places)}");
        }
        return Ok;
    }

    private static (SmsAddress Address, Concatenation Part)? PartOf(StoredMessage message) => message.Decoded switch
    {
        SmsDeliver { UserData.Part: { } part } deliver => (deliver.Originator, part),
        SmsSubmit { UserData.Part: { } part } submit => (submit.Destination, part),
        _ => null,
    };
}
