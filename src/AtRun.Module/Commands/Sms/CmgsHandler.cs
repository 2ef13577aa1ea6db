using AtRun.Module.Messages;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CmgsHandler : Handler<Cmgs>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cmgs value)
    {
        if (Sending.IsText(call))
        {
            if (!Sending.TryReadAddress(call, value.Da, value.Toda, out var destination)) return CmsError.InvalidTextModeParameter;
            return await Sending.Prompt(call) is { } text ? await Sending.SendText(call, destination, text) : FinalResult.Ok;
        }
        if (!MessageComposer.TryReadLength(value.Da, out var length)) return CmsError.InvalidPduModeParameter;
        return await Sending.Prompt(call) is { } pdu ? await Sending.SendPdu(call, length, pdu) : FinalResult.Ok;
    }

    /// <summary>Nothing is listed (AT reference 80000ST10025a p258).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class SendMessageHandler : Handler<SendMessage>
{
    protected override ValueTask<FinalResult> Write(AtCall call, SendMessage value)
    {
        if (!Sending.IsText(call))
            return MessageComposer.TryReadLength(value.Da, out var length) ? Sending.SendPdu(call, length, Sending.OctetsOf(value.Text)) : Answer(CmsError.InvalidPduModeParameter);
        return Sending.TryReadAddress(call, value.Da, SendMessage.TypeOfAddress, out var destination)
            ? Sending.SendText(call, destination, Sending.OctetsOf(value.Text))
            : Answer(CmsError.InvalidTextModeParameter);
    }

    /// <inheritdoc cref="CmgsHandler.Test"/>
    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
