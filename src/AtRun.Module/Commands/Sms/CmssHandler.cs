using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmssHandler : Handler<Cmss>
{
    /// <summary>A message that was received is not sent: operation not allowed.</summary>
    protected override async ValueTask<FinalResult> Write(AtCall call, Cmss value)
    {
        var store = call.Module.Messages.Sim;
        if (store[value.Index] is not { } stored) return CmsError.InvalidMemoryIndex;
        if (stored.Decoded is not SmsSubmit submit) return CmsError.OperationNotAllowed;
        if (value.Da.Length > 0)
        {
            if (!Sending.TryReadAddress(call, value.Da, value.Toda, out var destination)) return CmsError.InvalidTextModeParameter;
            submit = submit with { Destination = destination };
        }
        if (submit.Destination.IsNone) return CmsError.InvalidTextModeParameter;
        var result = await Sending.Send(call, [submit], stored.Centre);
        if (result.IsSuccess && stored.Status == MessageStatus.StoredUnsent && store[value.Index] == stored)
            await store.Set(value.Index, stored with { Status = MessageStatus.StoredSent });
        return result;
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p262).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
