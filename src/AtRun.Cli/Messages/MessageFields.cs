using System.Globalization;
using AtRun.Client.Messages;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Messages;

/// <summary>The fields of a TPDU, in the order in which they stand there (23.040 §9.2.2).</summary>
internal static class MessageFields
{
    public static string TypeOf(Tpdu tpdu) => tpdu switch
    {
        SmsDeliver => "SMS-DELIVER",
        SmsSubmit => "SMS-SUBMIT",
        SmsStatusReport => "SMS-STATUS-REPORT",
        SmsDeliverReport => "SMS-DELIVER-REPORT",
        SmsSubmitReport => "SMS-SUBMIT-REPORT",
        _ => "SMS-COMMAND",
    };

    public static UserData? DataOf(Tpdu tpdu) => tpdu switch
    {
        SmsDeliver deliver => deliver.UserData,
        SmsSubmit submit => submit.UserData,
        SmsStatusReport report => report.UserData,
        SmsDeliverReport report => report.UserData,
        SmsSubmitReport report => report.UserData,
        _ => null,
    };

    public static DataCoding CodingOf(Tpdu tpdu) => tpdu switch
    {
        SmsDeliver deliver => deliver.Coding,
        SmsSubmit submit => submit.Coding,
        SmsStatusReport report => report.Coding ?? DataCoding.Default,
        SmsDeliverReport report => report.Coding ?? DataCoding.Default,
        SmsSubmitReport report => report.Coding ?? DataCoding.Default,
        _ => DataCoding.Default,
    };

    public static IReadOnlyList<MessageField> Of(Tpdu tpdu)
    {
        var fields = new List<MessageField>();
        switch (tpdu)
        {
            case SmsDeliver deliver:
                Flag(fields, "TP-MMS", !deliver.MoreMessages, deliver.MoreMessages ? "more messages wait" : "no more messages wait");
                Flag(fields, "TP-LP", deliver.LoopPrevention);
                Flag(fields, "TP-SRI", deliver.StatusReportIndication, deliver.StatusReportIndication ? "the sender gets a report" : null);
                Flag(fields, "TP-UDHI", deliver.UserData.HasHeader);
                Flag(fields, "TP-RP", deliver.ReplyPath);
                Address(fields, "TP-OA", deliver.Originator);
                Octet(fields, "TP-PID", deliver.ProtocolId);
                Coding(fields, deliver.Coding);
                Time(fields, "TP-SCTS", deliver.Time);
                Data(fields, deliver.UserData);
                break;
            case SmsSubmit submit:
                Flag(fields, "TP-RD", submit.RejectDuplicates);
                fields.Add(new("TP-VPF", Number((int)submit.Validity.Format), submit.Validity.Format switch
                {
                    ValidityFormat.None => "no validity period",
                    ValidityFormat.Relative => "relative",
                    ValidityFormat.Absolute => "absolute",
                    _ => "enhanced",
                }));
                Flag(fields, "TP-SRR", submit.StatusReportRequest, submit.StatusReportRequest ? "a report is wanted" : null);
                Flag(fields, "TP-UDHI", submit.UserData.HasHeader);
                Flag(fields, "TP-RP", submit.ReplyPath);
                Octet(fields, "TP-MR", submit.Reference);
                Address(fields, "TP-DA", submit.Destination);
                Octet(fields, "TP-PID", submit.ProtocolId);
                Coding(fields, submit.Coding);
                Validity(fields, submit.Validity);
                Data(fields, submit.UserData);
                break;
            case SmsStatusReport report:
                Flag(fields, "TP-MMS", !report.MoreMessages, report.MoreMessages ? "more messages wait" : "no more messages wait");
                Flag(fields, "TP-LP", report.LoopPrevention);
                Flag(fields, "TP-SRQ", report.AboutCommand, report.AboutCommand ? "about an SMS-COMMAND" : "about an SMS-SUBMIT");
                Octet(fields, "TP-MR", report.Reference);
                Address(fields, "TP-RA", report.Recipient);
                Time(fields, "TP-SCTS", report.Time);
                Time(fields, "TP-DT", report.DischargeTime);
                Octet(fields, "TP-ST", report.Status, StatusText.Of(report.Status));
                Optional(fields, report.ProtocolId, report.Coding, report.UserData);
                break;
            case SmsDeliverReport report:
                if (report.FailureCause is { } deliverCause) Octet(fields, "TP-FCS", deliverCause, Protocol.Results.CmsError.Find(deliverCause)?.Text);
                Optional(fields, report.ProtocolId, report.Coding, report.UserData);
                break;
            case SmsSubmitReport report:
                if (report.FailureCause is { } submitCause) Octet(fields, "TP-FCS", submitCause, Protocol.Results.CmsError.Find(submitCause)?.Text);
                Time(fields, "TP-SCTS", report.Time);
                Optional(fields, report.ProtocolId, report.Coding, report.UserData);
                break;
            case SmsCommand command:
                Flag(fields, "TP-SRR", command.StatusReportRequest);
                Octet(fields, "TP-MR", command.Reference);
                Octet(fields, "TP-PID", command.ProtocolId);
                Octet(fields, "TP-CT", command.CommandType, command.CommandType switch
                {
                    0 => "enquiry about a message",
                    1 => "cancel its status report",
                    2 => "delete it",
                    3 => "enable its status report",
                    _ => null,
                });
                Octet(fields, "TP-MN", command.MessageNumber);
                Address(fields, "TP-DA", command.Destination);
                fields.Add(new("TP-CDL", Number(command.CommandData.Length)));
                fields.Add(new("TP-CD", Convert.ToHexString(command.CommandData.Span)));
                break;
        }
        return fields;
    }

    /// <summary>The address of a service centre in front of a TPDU.</summary>
    public static MessageField Centre(SmsAddress centre) => centre.IsNone ? new("RP-SCA", "", "the module's own centre") : new("RP-SCA", centre.ToString());

    /// <summary>TP-UDL and TP-UD, header and its elements first.</summary>
    public static void Data(List<MessageField> fields, UserData data)
    {
        fields.Add(new("TP-UDL", Number(data.Length), data.Alphabet == SmsAlphabet.Gsm7 ? "septets" : "octets"));
        if (data.HasHeader)
        {
            fields.Add(new("TP-UDH", Convert.ToHexString(data.Header.Span), data.Part is { } part
                ? $"part {part.Number} of {part.Total} of the concatenated message {part.Reference}" : null));
            foreach (var element in data.Elements)
                fields.Add(new($"  IEI {element.Identifier:X2}", Convert.ToHexString(element.Data.Span)));
        }
        fields.Add(new("TP-UD", Convert.ToHexString(data.Octets.Span[data.Header.Length..])));
    }

    private static void Optional(List<MessageField> fields, byte? protocol, DataCoding? coding, UserData? data)
    {
        if (protocol is { } id) Octet(fields, "TP-PID", id);
        if (coding is { } value) Coding(fields, value);
        if (data is { } octets) Data(fields, octets);
    }

    private static void Flag(List<MessageField> fields, string name, bool value, string? meaning = null) => fields.Add(new(name, value ? "1" : "0", meaning));

    private static void Octet(List<MessageField> fields, string name, byte value, string? meaning = null) => fields.Add(new(name, value.ToString("X2", CultureInfo.InvariantCulture), meaning));

    private static void Coding(List<MessageField> fields, DataCoding coding) => Octet(fields, "TP-DCS", coding.Value, coding.ToString());

    private static void Address(List<MessageField> fields, string name, SmsAddress address) => fields.Add(new(name, address.ToString(), address.Type switch
    {
        TypeOfNumber.International => null,
        TypeOfNumber.Unknown => "type of number unknown",
        var type => type.ToString().ToLowerInvariant(),
    }));

    private static void Time(List<MessageField> fields, string name, SmsTimestamp time) =>
        fields.Add(new(name, time.ToString(), time.TryGetMoment(out var moment) ? moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) : "no date"));

    private static void Validity(List<MessageField> fields, ValidityPeriod validity)
    {
        if (validity.Length == 0) return;
        var octets = validity.Bits.ToString(validity.Length == 1 ? "X2" : "X14", CultureInfo.InvariantCulture);
        var meaning = validity.Format == ValidityFormat.Absolute
            ? new SmsTimestamp(validity.Bits).ToString()
            : (validity.Span(default) is { } span ? Spelled(span) : "not readable") + (validity.IsSingleShot ? ", one attempt" : "");
        fields.Add(new("TP-VP", octets, meaning));
    }

    private static string Spelled(TimeSpan span) =>
        span.Ticks % TimeSpan.TicksPerDay == 0 ? $"{Number((int)span.TotalDays)} d"
        : span.Ticks % TimeSpan.TicksPerHour == 0 ? $"{Number((int)span.TotalHours)} h"
        : span.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{Number((int)span.TotalMinutes)} min"
        : $"{Number((int)span.TotalSeconds)} s";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
