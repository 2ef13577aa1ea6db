using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmgdHandler : Handler<Cmgd>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cmgd value)
    {
        var messages = call.Module.Messages;
        var store = messages.Reading;
        if (value.DelFlag == 0)
        {
            if (store[value.Index] is null) return CmsError.InvalidMemoryIndex;
            await messages.Delete(store, value.Index);
            return FinalResult.Ok;
        }
        foreach (var (index, _) in store.All.Where(m => IsMeant(m.Message.Status)).ToList()) await messages.Delete(store, index);
        return FinalResult.Ok;

        bool IsMeant(MessageStatus status) => status switch
        {
            MessageStatus.ReceivedRead => true,
            MessageStatus.StoredSent => value.DelFlag >= 2,
            MessageStatus.StoredUnsent => value.DelFlag >= 3,
            _ => value.DelFlag == 4,
        };
    }

    /// <summary>The places that are taken (AT reference 80000ST10025a p272).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: ({string.Join(',', call.Module.Messages.Reading.All.Select(m => m.Index))}),{Command.Parameters[1].Domain}");
        return Ok;
    }
}
