using System.Runtime.CompilerServices;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;
using AtRun.Simulation.Centre;
using AtRun.Transport.Smpp;

namespace AtRun.Host.Smpp;

/// <summary>One application on one connection: its bind, what it submits and asks.</summary>
internal sealed class SmppAttachment : ISmppUser
{
    // user_message_reference of messages, to be given back in their receipts (SMPP 3.4 §5.3.2.17). The messages' lives are the centre's.
    private static readonly ConditionalWeakTable<CentreMessage, ReferenceTlv> References = [];

    private readonly SmppFace _face;
    private readonly string _peer;
    private SmppApplication? _application;
    private bool _takesTlvs;
    private double _tokens;
    private long _filledAt;
    private int _reference;

    public SmppAttachment(SmppFace face, ILink link, string peer)
    {
        (_face, _peer) = (face, peer);
        Session = new(link, SmppRole.Centre, this, face.SessionOptions);
        (_tokens, _filledAt) = (face.Options.SubmitsPerSecond ?? 0, Time.GetTimestamp());
    }

    public SmppSession Session { get; }

    private TimeProvider Time => _face.SessionOptions.Time;

    /// <summary>What the application wants to see again in the receipt of a message.</summary>
    public static Tlv? ReferenceOf(CentreMessage message) => References.TryGetValue(message, out var reference) ? reference.Tlv : null;

    /// <exception cref="SmppException">There is no answer.</exception>
    public Task<SmppPdu> Deliver(SmppMessage message) => Session.Request(_takesTlvs ? message : message with { Tlvs = [] });

    public void Close()
    {
        Session.Close();
        Left();
    }

    void ISmppUser.Asked(SmppSession session, SmppPdu request)
    {
        switch (request)
        {
            case SmppBind bind:
                Bind(bind);
                break;
            case SmppMessage submitted:
                session.Answer(submitted, Submit(submitted));
                break;
            case SmppQuery query:
                session.Answer(query, Find(query.MessageId, query.Source) is { } found ? Told(query, found) : SmppPlain.Response(query, SmppStatus.QueryFailed));
                break;
            case SmppCancel cancel:
                // All messages of a sender at once (without an id) are not to be had.
                session.Answer(cancel, SmppPlain.Response(cancel, Find(cancel.MessageId, cancel.Source) is { } message && _face.Centre.Cancel(message.Id) ? SmppStatus.Ok : SmppStatus.CancelFailed));
                break;
            case SmppReplace replace:
                // The centre replaces by a new message (replace_if_present_flag), not under an old id.
                session.Answer(replace, SmppPlain.Response(replace, SmppStatus.ReplaceFailed));
                break;
        }
    }

    // Its last answers are in the queue: a message that it took just before is not to be delivered again.
    void ISmppUser.Ended(SmppSession session, string why) => _face.Post(Left);

    private void Left()
    {
        _face.Gone(this);
        if (_application is not { } application) return;
        _application = null;
        application.Remove(this);
        _face.Release(application);
    }

    private void Bind(SmppBind bind)
    {
        var status = !_face.Knows(bind) ? SmppStatus.BindFailed : NumbersOf(bind.Range, _face.Options.Number) is null ? SmppStatus.InvalidSource : SmppStatus.Ok;
        if (!status.IsOk)
        {
            _face.Refused(_peer, status);
            Session.Answer(bind, SmppPlain.Response(bind, status));
            Close();
            return;
        }
        _application = _face.ApplicationFor(NumbersOf(bind.Range, _face.Options.Number)!);
        // Before 3.4 there were no optional parameters (SMPP 3.4 §2.12).
        _takesTlvs = bind.InterfaceVersion >= SmppBind.Version;
        Session.Answer(bind, new SmppBindAnswer
        {
            Command = bind.Command.Response(),
            SystemId = _face.Options.SystemId,
            Tlvs = _takesTlvs ? [Tlv.Octet(TlvTag.ScInterfaceVersion, SmppBind.Version)] : [],
        });
        if ((Session.State & SmppState.Receiving) != 0) _application.Add(this);
    }

    /// <summary>
    /// address_range as the centre has it: a number, or a prefix with <c>*</c>; null: neither. It is a regular expression (SMPP 3.4 §5.2.7), of which
    /// <c>^</c>, <c>$</c> and <c>.*</c> at the ends are understood. A number of unknown type is an international one.
    /// </summary>
    internal static string? NumbersOf(SmppAddress range, string own)
    {
        var text = range.Text.AsSpan().Trim();
        if (text.IsEmpty) return own;
        if (text[0] == '^') text = text[1..];
        if (text.EndsWith('$')) text = text[..^1];
        var isPrefix = text.EndsWith('*');
        if (isPrefix) text = text.EndsWith(".*") ? text[..^2] : text[..^1];
        var plus = text.StartsWith('+');
        if (plus) text = text[1..];
        if (text.IndexOfAnyExceptInRange('0', '9') >= 0 || (text.IsEmpty && !isPrefix)) return null;
        return $"{(plus || (TypeOfNumber)range.Ton != TypeOfNumber.National ? "+" : "")}{text}{(isPrefix ? "*" : "")}";
    }

    private SmppPdu Submit(SmppMessage message)
    {
        if (!MaySubmit()) return SmppPlain.Response(message, SmppStatus.Throttled);
        var now = Time.GetUtcNow();
        if (message.Destination.ToSms() is not { IsNone: false } destination) return SmppPlain.Response(message, SmppStatus.InvalidDestination);
        if (!TryTime(message.ScheduledTime, now, out var schedule)) return SmppPlain.Response(message, SmppStatus.InvalidSchedule);
        if (!TryTime(message.Validity, now, out var expiry) || expiry <= now) return SmppPlain.Response(message, SmppStatus.InvalidValidity);
        var status = SmppContent.Read(message, _reference++ & 0xFF, out var coding, out var parts);
        if (!status.IsOk) return SmppPlain.Response(message, status);

        var wanted = message.RegisteredDelivery & SmppMessage.ReceiptMask;
        var source = message.Source.ToSms();
        var taken = new List<CentreMessage>(parts.Count);
        foreach (var part in parts)
        {
            // The receipt is that of the last part, and so is the id.
            var isLast = taken.Count == parts.Count - 1;
            var found = _face.Centre.Submit(_application!, new()
            {
                Source = source.IsNone ? _application!.Number : source,
                Destination = destination,
                ProtocolId = message.ProtocolId,
                Coding = coding,
                UserData = part,
                Validity = expiry - now,
                Schedule = schedule,
                ReportSuccess = isLast && wanted == SmppMessage.ReceiptAlways,
                ReportFailure = isLast && wanted is SmppMessage.ReceiptAlways or SmppMessage.ReceiptOfFailure,
                Replace = message.ReplaceIfPresent == 1,
            }, out var failure);
            if (found is null)
            {
                foreach (var former in taken) _face.Centre.Cancel(former.Id);
                return SmppPlain.Response(message, StatusOf(failure!));
            }
            taken.Add(found);
        }
        if (message.Tlvs.Find(TlvTag.UserMessageReference) is { } reference) References.Add(taken[^1], new(new(TlvTag.UserMessageReference, reference)));
        return SmppMessageAnswer.To(message, taken[^1].Id);
    }

    private static bool TryTime(string text, DateTimeOffset now, out DateTimeOffset? moment)
    {
        moment = null;
        if (text.Length == 0) return true;
        if (!SmppTime.TryParse(text, now, out var read)) return false;
        moment = read;
        return true;
    }

    private static SmppStatus StatusOf(CmsError failure) =>
        failure == CmsError.ServiceCentreBusy || failure == CmsError.Congestion || failure == CmsError.ResourcesUnavailable ? SmppStatus.QueueFull
        : failure == CmsError.UnknownSubscriber || failure == CmsError.UnassignedNumber ? SmppStatus.InvalidDestination
        : failure == CmsError.InvalidSmeAddress ? SmppStatus.InvalidSource
        : SmppStatus.SubmitFailed;

    /// <summary>Tokens flow in by the second; each message takes one.</summary>
    private bool MaySubmit()
    {
        if (_face.Options.SubmitsPerSecond is not { } rate) return true;
        var now = Time.GetTimestamp();
        _tokens = Math.Min(rate, _tokens + Time.GetElapsedTime(_filledAt, now) / _face.Second * rate);
        _filledAt = now;
        if (_tokens < 1) return false;
        _tokens--;
        return true;
    }

    /// <summary>A message by its id; the source, where it is given, must be the one it had (SMPP 3.4 §4.8.1).</summary>
    private CentreMessage? Find(string id, SmppAddress source) =>
        id.Length > 0 && _face.Centre.Find(id) is { } found && (source.Text.Length == 0 || source.ToSms().Digits == found.Submission.Source.Digits) ? found : null;

    private static SmppQueryAnswer Told(SmppQuery query, CentreMessage found) => new()
    {
        Command = SmppCommand.QuerySmResp,
        MessageId = query.MessageId,
        FinalDate = found.Final is { } final ? SmppTime.Of(final.ToUniversalTime()) : "",
        State = found.State,
        ErrorCode = found.State is MessageState.Enroute or MessageState.Delivered ? (byte)0 : found.Status,
    };

    private sealed record ReferenceTlv(Tlv Tlv);
}
