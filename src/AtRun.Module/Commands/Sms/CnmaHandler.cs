using AtRun.Module.Messages;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sms;

[AtHandler]
internal sealed class CnmaHandler : Handler<Cnma>
{
    private const int Refused = 2;

    /// <summary>Hexadecimal digits that are kept: more than the longest report has.</summary>
    private const int Limit = 4 * Tpdu.MaxLength;

    protected override async ValueTask<FinalResult> Write(AtCall call, Cnma value)
    {
        // Text mode acknowledges and does nothing else (27.005 §3.4.4).
        if (IsText(call) && value != new Cnma()) return CmsError.InvalidTextModeParameter;
        if (!call.Module.Messages.AwaitsAcknowledgement) return CmsError.NoAcknowledgementExpected;
        SmsDeliverReport? report = null;
        if (value.Length > 0)
        {
            if (await call.Instance.Prompt(Prompts.Message, Limit) is not { } typed) return FinalResult.Ok;
            if (!TeText.TryReadHex(typed, out var octets) || octets.Length != value.Length
                || !Tpdu.TryDecode(octets, TpduDirection.ToCentre, out var tpdu, out _) || tpdu is not SmsDeliverReport decoded) return CmsError.InvalidPduModeParameter;
            report = decoded;
        }
        var receipt = value.N == Refused ? SmsReceipt.ProtocolError with { FailureCause = report?.FailureCause ?? SmsReceipt.ProtocolError.FailureCause } : SmsReceipt.Taken;
        return call.Module.Messages.Acknowledge(receipt) ? FinalResult.Ok : CmsError.NoAcknowledgementExpected;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        if (!IsText(call)) call.Out.Line($"{Command.Name}: {Command.Parameters[0].Domain}");
        return Ok;
    }

    private static bool IsText(AtCall call) => call.Instance.Settings.Get<Cmgf>().Mode == 1;
}
