using AtRun.Module.Instances;
using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Messages as the terminal of an instance gets them: header line and body, as +CMGF, +CSDH, +CSCS and #SMSMODE say.</summary>
/// <remarks>
/// 27.005 §3.4, §4.1-4.2; AT reference 80000ST10025a p222-252. What stands in brackets is there under +CSDH=1.
/// <code>
///             PDU mode                            text mode
/// received    +CMT:  &lt;alpha&gt;,&lt;length&gt;              &lt;oa&gt;,&lt;alpha&gt;,&lt;scts&gt;[,&lt;tooa&gt;,&lt;fo&gt;,&lt;pid&gt;,&lt;dcs&gt;,&lt;sca&gt;,&lt;tosca&gt;,&lt;length&gt;]
/// report      +CDS:  &lt;length&gt;                      &lt;fo&gt;,&lt;mr&gt;,&lt;ra&gt;,&lt;tora&gt;,&lt;scts&gt;,&lt;dt&gt;,&lt;st&gt;
/// list        +CMGL: &lt;index&gt;,&lt;stat&gt;,&lt;alpha&gt;,&lt;length&gt;   &lt;index&gt;,&lt;stat&gt;,&lt;oa/da&gt;,&lt;alpha&gt;,&lt;scts&gt;[,&lt;tooa/toda&gt;,&lt;length&gt;]
/// read        +CMGR: &lt;stat&gt;,&lt;alpha&gt;,&lt;length&gt;       &lt;stat&gt;,&lt;oa&gt;,&lt;alpha&gt;,&lt;scts&gt;[,&lt;tooa&gt;,&lt;fo&gt;,&lt;pid&gt;,&lt;dcs&gt;,&lt;sca&gt;,&lt;tosca&gt;,&lt;length&gt;]
///                                                 &lt;stat&gt;,&lt;da&gt;,&lt;alpha&gt;[,&lt;toda&gt;,&lt;fo&gt;,&lt;pid&gt;,&lt;dcs&gt;,&lt;vp&gt;,&lt;sca&gt;,&lt;tosca&gt;,&lt;length&gt;]
/// </code>
/// &lt;ra&gt; and &lt;tora&gt; are empty unless #SMSMODE=1. &lt;alpha&gt; is the name that the phonebook has for the number; interface styles 0 and 1
/// and the commands that begin with @ do without it.
/// </remarks>
internal readonly struct MessageText
{
    private const int UnknownType = 129;

    private readonly Services.Subscriber.SimService _sim;
    private readonly Cscs _set;
    private readonly bool _details;
    private readonly bool _improved;
    private readonly bool _oldStyle;
    private readonly bool _bare;

    /// <summary>For one instance; <paramref name="bare"/>: a command that begins with @.</summary>
    public MessageText(AtInstance instance, bool bare = false)
    {
        var settings = instance.Settings;
        (IsText, _details, _set) = (settings.Get<Cmgf>().Mode == 1, settings.Get<Csdh>().Show == 1, settings.Get<Cscs>());
        _sim = instance.Module.Sim;
        _improved = instance.Module.Messages.IsImproved;
        _oldStyle = instance.Writer.Format.OldStyle;
        _bare = bare || _oldStyle;
    }

    /// <summary>Text mode, not PDU mode.</summary>
    public bool IsText { get; }

    /// <summary>The header behind <c>+CMT: </c>.</summary>
    public void Received(StoredMessage message, SmsDeliver deliver, OctetBuffer to)
    {
        if (IsText) Deliver(message, deliver, to);
        else
        {
            if (!_oldStyle) to.AddQuoted("");
            Number(message.Tpdu.Length, to);
        }
    }

    /// <summary>The header behind <c>+CDS: </c>.</summary>
    public void Reported(StoredMessage message, SmsStatusReport report, OctetBuffer to)
    {
        if (IsText) Report(message, report, to);
        else to.AddNumber(message.Tpdu.Length);
    }

    /// <summary>Text mode has a form for it.</summary>
    public static bool CanShow(Tpdu? tpdu) => tpdu is SmsDeliver or SmsSubmit or SmsStatusReport;

    /// <summary>The header behind <c>+CMGL: </c>; in text mode of what it can show.</summary>
    public void Listed(int index, StoredMessage message, Tpdu? tpdu, OctetBuffer to)
    {
        to.AddNumber(index);
        to.Add((byte)',');
        Status(message.Status, to);
        to.Add((byte)',');
        switch (tpdu)
        {
            case SmsStatusReport report when IsText:
                Report(message, report, to);
                break;
            case SmsDeliver or SmsSubmit when IsText:
                var (address, data) = tpdu is SmsDeliver deliver ? (deliver.Originator, deliver.UserData) : (((SmsSubmit)tpdu).Destination, ((SmsSubmit)tpdu).UserData);
                Address(address, to);
                Alpha(address, to);
                to.Add((byte)',');
                if (tpdu is SmsDeliver { Time: var time } && !_bare) to.AddQuoted(time.ToString());
                if (!_details) break;
                Number(address.TypeOfAddress, to);
                Number(LengthOf(data), to);
                break;
            default:
                if (!_bare) to.AddText("\"\",");
                to.AddNumber(message.Tpdu.Length);
                break;
        }
    }

    /// <summary>The header behind <c>+CMGR: </c>; in text mode of what it can show.</summary>
    public void Read(StoredMessage message, Tpdu? tpdu, OctetBuffer to)
    {
        Status(message.Status, to);
        to.Add((byte)',');
        switch (tpdu)
        {
            case SmsStatusReport report when IsText:
                Report(message, report, to);
                break;
            case SmsDeliver deliver when IsText:
                Deliver(message, deliver, to);
                break;
            case SmsSubmit submit when IsText:
                Submit(message, submit, to);
                break;
            default:
                if (!_bare) to.AddText("\"\",");
                to.AddNumber(message.Tpdu.Length);
                break;
        }
    }

    /// <summary>The second line; false: there is none (a report in text mode).</summary>
    public bool Body(StoredMessage message, Tpdu? tpdu, OctetBuffer to)
    {
        switch (tpdu)
        {
            case SmsStatusReport when IsText:
                return false;
            case SmsDeliver deliver when IsText:
                TeText.Write(deliver.UserData, deliver.Coding, _set, to);
                break;
            case SmsSubmit submit when IsText:
                TeText.Write(submit.UserData, submit.Coding, _set, to);
                break;
            default:
                Span<byte> centre = stackalloc byte[SmsPdu.MaxCentreLength];
                TeText.WriteHex(centre[..SmsPdu.EncodeCentre(message.Centre, centre)], to);
                TeText.WriteHex(message.Tpdu.Span, to);
                break;
        }
        return true;
    }

    private void Deliver(StoredMessage message, SmsDeliver deliver, OctetBuffer to)
    {
        Address(deliver.Originator, to);
        Alpha(deliver.Originator, to);
        to.Add((byte)',');
        to.AddQuoted(deliver.Time.ToString());
        if (!_details) return;
        Number(deliver.Originator.TypeOfAddress, to);
        Number(message.Tpdu.Span[0], to);
        Number(deliver.ProtocolId, to);
        Number(deliver.Coding.Value, to);
        Centre(message.Centre, to);
        Number(LengthOf(deliver.UserData), to);
    }

    private void Submit(StoredMessage message, SmsSubmit submit, OctetBuffer to)
    {
        Address(submit.Destination, to);
        Alpha(submit.Destination, to);
        if (!_details) return;
        Number(submit.Destination.TypeOfAddress, to);
        Number(message.Tpdu.Span[0], to);
        Number(submit.ProtocolId, to);
        Number(submit.Coding.Value, to);
        if (!_oldStyle)
        {
            to.Add((byte)',');
            if (!_bare) Validity(submit.Validity, to);
        }
        Centre(message.Centre, to);
        Number(LengthOf(submit.UserData), to);
    }

    // Relative: a number; absolute: a time; enhanced: its octets in hexadecimal (AT reference 80000ST10025a p248).
    private static void Validity(ValidityPeriod validity, OctetBuffer to)
    {
        switch (validity.Format)
        {
            case ValidityFormat.Relative:
                to.AddNumber((long)validity.Bits);
                break;
            case ValidityFormat.Absolute:
                to.AddQuoted(new SmsTimestamp(validity.Bits).ToString());
                break;
            case ValidityFormat.Enhanced:
                to.AddQuoted(validity.Bits.ToString("X14", System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Report(StoredMessage message, SmsStatusReport report, OctetBuffer to)
    {
        to.AddNumber(message.Tpdu.Span[0]);
        Number(report.Reference, to);
        to.Add((byte)',');
        if (_improved) Address(report.Recipient, to);
        to.Add((byte)',');
        if (_improved) to.AddNumber(report.Recipient.TypeOfAddress);
        to.Add((byte)',');
        to.AddQuoted(report.Time.ToString());
        to.Add((byte)',');
        to.AddQuoted(report.DischargeTime.ToString());
        Number(report.Status, to);
    }

    private void Status(MessageStatus status, OctetBuffer to)
    {
        if (IsText) to.AddQuoted(MessageStatusText.Of(status));
        else to.AddNumber((int)status);
    }

    private void Address(SmsAddress address, OctetBuffer to)
    {
        to.Add((byte)'"');
        TeText.Write(address.ToString(), _set, to);
        to.Add((byte)'"');
    }

    private void Alpha(SmsAddress address, OctetBuffer to)
    {
        to.Add((byte)',');
        if (_bare) return;
        to.Add((byte)'"');
        TeText.Write(_sim.NameOf(address), _set, to);
        to.Add((byte)'"');
    }

    private void Centre(SmsAddress centre, OctetBuffer to)
    {
        to.Add((byte)',');
        Address(centre, to);
        Number(centre.IsNone ? UnknownType : centre.TypeOfAddress, to);
    }

    /// <summary>Characters of the body, without the header (AT reference 80000ST10025a p237).</summary>
    private static int LengthOf(UserData data) => data.Alphabet switch
    {
        SmsAlphabet.Gsm7 => data.Body.Length,
        SmsAlphabet.Ucs2 => (data.Octets.Length - data.Header.Length) / 2,
        _ => data.Octets.Length - data.Header.Length,
    };

    private static void Number(long number, OctetBuffer to)
    {
        to.Add((byte)',');
        to.AddNumber(number);
    }
}
