using System.Text;
using AtRun.Protocol.Sms;

namespace AtRun.Tests.Protocol.Sms;

/// <summary>What a PDU says, in a line.</summary>
internal static class Said
{
    public static string By(SmsPdu pdu)
    {
        var via = pdu.Centre.IsNone ? "" : $" via {pdu.Centre}";
        return pdu.Tpdu switch
        {
            SmsDeliver t => $"DELIVER{via} from {Of(t.Originator)}{If(t.MoreMessages, "more messages")}{If(t.LoopPrevention, "loop prevention")}{If(t.StatusReportIndication, "status report")}{If(t.ReplyPath, "reply path")}"
                + $"{Of(t)}{Of(t.ProtocolId)}{Header(t.UserData)}, {t.Coding}, at {t.Time}: {Text(t.UserData)}",
            SmsSubmit t => $"SUBMIT{via} to {Of(t.Destination)}{If(t.Reference != 0, $"reference {t.Reference}")}{If(t.RejectDuplicates, "reject duplicates")}{If(t.StatusReportRequest, "status report")}{If(t.ReplyPath, "reply path")}"
                + $"{Of(t)}{Of(t.ProtocolId)}{Header(t.UserData)}, {t.Coding}{Of(t.Validity)}: {Text(t.UserData)}",
            SmsStatusReport t => $"STATUS-REPORT{via} about {t.Reference} to {Of(t.Recipient)}{If(t.MoreMessages, "more messages")}{If(t.LoopPrevention, "loop prevention")}{If(t.AboutCommand, "about a command")}"
                + $"{Of(t)}, status {t.Status}, at {t.Time}, discharged {t.DischargeTime}{Optional(t.Indicator, t.ProtocolId, t.Coding, t.UserData)}",
            SmsDeliverReport t => $"DELIVER-REPORT{via}{Cause(t.FailureCause)}{Of(t)}{Optional(t.Indicator, t.ProtocolId, t.Coding, t.UserData)}",
            SmsSubmitReport t => $"SUBMIT-REPORT{via}{Cause(t.FailureCause)}{Of(t)}, at {t.Time}{Optional(t.Indicator, t.ProtocolId, t.Coding, t.UserData)}",
            SmsCommand t => $"COMMAND{via} {t.CommandType} about {t.MessageNumber} to {Of(t.Destination)}, reference {t.Reference}{If(t.StatusReportRequest, "status report")}{If(t.HasHeader, "header")}{Of(t)}{Of(t.ProtocolId)}: {Convert.ToHexString(t.CommandData.Span)}",
            _ => throw new InvalidOperationException(),
        };
    }

    /// <summary>Text in quotes; control characters and what cannot be seen as <c>\x0D</c>, characters beyond Latin-1 by number.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            if (character is < ' ' or (>= '\x7F' and <= '\xA0')) quoted.Append($"\\x{(int)character:X2}");
            else if (character is >= '\u0400' and not '€') quoted.Append($"\\u{(int)character:X4}");
            else quoted.Append(character);
        }
        return quoted.Append('"').ToString();
    }

    private static string If(bool there, string said) => there ? ", " + said : "";

    private static string Of(SmsAddress address) =>
        (address.IsNone ? "(none)" : address.ToString()) + (address.Type is TypeOfNumber.Unknown or TypeOfNumber.International ? "" : $" ({address.Type.ToString().ToLowerInvariant()})");

    private static string Of(Tpdu tpdu) => If(tpdu.Spare != 0, $"spare {tpdu.Spare:X2}");

    private static string Of(byte protocol) => If(protocol != 0, $"protocol {protocol:X2}");

    private static string Of(ValidityPeriod validity) =>
        validity.Format == ValidityFormat.None ? "" : $", valid {validity.Span(new(2026, 1, 1, 0, 0, 0, default))?.ToString() ?? "?"}{If(validity.IsSingleShot, "single shot")}";

    private static string Cause(byte? cause) => cause is { } there ? $" cause {there:X2}" : "";

    private static string Header(UserData data) => data switch
    {
        { HasHeader: false } => "",
        { Part: { } part } => $", part {part.Number} of {part.Total} of {part.Reference}{(part.Wide ? " wide" : "")}",
        _ => $", header \"{Convert.ToHexString(data.Header.Span)}\"",
    };

    private static string Text(UserData data) => Quote(data.Text);

    private static string Optional(byte? indicator, byte? protocol, DataCoding? coding, UserData? data) =>
        (indicator is { } pi ? $", indicator {pi:X2}" : "") + (protocol is { } pid ? $", protocol {pid:X2}" : "") + (coding is { } dcs ? $", {dcs}" : "") + (data is { } there ? $"{Header(there)}: {Text(there)}" : "");
}
