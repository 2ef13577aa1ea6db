using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmgwHandler : Handler<Cmgw>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cmgw value)
    {
        if (Sending.IsText(call))
        {
            if (!TryReadStatus(value.Stat, out var status)) return CmsError.InvalidTextModeParameter;
            var address = SmsAddress.None;
            if (value.Da.Length > 0 && (value.Toda < 0x80 || !Sending.TryReadAddress(call, value.Da, value.Toda, out address))) return CmsError.InvalidTextModeParameter;
            return await Sending.Prompt(call) is { } text ? await Sending.StoreText(call, address, status, text) : FinalResult.Ok;
        }
        if (!MessageComposer.TryReadLength(value.Da, out var length) || value.Stat.Length > 0) return CmsError.InvalidPduModeParameter;
        MessageStatus? given = value.Toda == ((Cmgw)Command.Default()).Toda ? null : (MessageStatus)value.Toda;
        if (given > MessageStatus.StoredSent) return CmsError.InvalidPduModeParameter;
        return await Sending.Prompt(call) is { } pdu ? await Sending.StorePdu(call, length, given, pdu) : FinalResult.Ok;
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p267).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;

    private static bool TryReadStatus(string typed, out MessageStatus? status)
    {
        status = MessageStatusText.Find(typed);
        return status is not null || typed.Length == 0;
    }
}

[AtHandler]
internal sealed class StoreMessageHandler : Handler<StoreMessage>
{
    protected override ValueTask<FinalResult> Write(AtCall call, StoreMessage value)
    {
        if (!Sending.IsText(call))
            return MessageComposer.TryReadLength(value.Da, out var length) ? Sending.StorePdu(call, length, null, Sending.OctetsOf(value.Text)) : Answer(CmsError.InvalidPduModeParameter);
        return Sending.TryReadAddress(call, value.Da, SendMessage.TypeOfAddress, out var address)
            ? Sending.StoreText(call, address, null, Sending.OctetsOf(value.Text))
            : Answer(CmsError.InvalidTextModeParameter);
    }

    /// <inheritdoc cref="CmgwHandler.Test"/>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
