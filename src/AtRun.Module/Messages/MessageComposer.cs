using System.Globalization;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sms;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Messages out of what a terminal typed: by the text mode parameters, or as a PDU.</summary>
/// <remarks>27.005 §3.1, §4.3; AT reference 80000ST10025a p208-213, p255-270</remarks>
internal static class MessageComposer
{
    /// <summary>Parts of a text that is longer than one message (AT reference 80000ST10025a p257).</summary>
    public const int MaxParts = 10;

    /// <summary>Octets of a TPDU in PDU mode, without the address of the centre.</summary>
    private const int LeastTpdu = 7;

    /// <summary>Fourteen hours: as far as zones of the framework go.</summary>
    private const int MaxQuarters = 56;

    private const int HeaderBit = 0x40, ReportBit = 0x20, ReplyPathBit = 0x80, MoreMessagesBit = 0x04, TypeBits = 0x03;

    /// <summary>The first octet is of an SMS-DELIVER.</summary>
    public static bool IsDeliver(Csmp values) => (values.Fo & TypeBits) == 0;

    /// <summary>An address as it is typed: <c>+</c> makes it international, else the type says what it is. False: it cannot be one.</summary>
    public static bool TryReadAddress(string typed, int type, Cscs set, out SmsAddress address)
    {
        address = SmsAddress.None;
        if (!TeText.TryRead(typed, set, out var text)) return false;
        address = text.StartsWith('+') ? new(text[1..], TypeOfNumber.International) : SmsAddress.Of(text, type);
        return !address.IsNone && address.IsValid;
    }

    /// <summary>A time as text mode has it: <c>09/01/12,11:15:00+04</c>, the zone in quarters of an hour (27.005 §3.1, &lt;scts&gt;).</summary>
    public static bool TryReadTime(string text, out SmsTimestamp time)
    {
        time = default;
        if (text.Length != 20 || text[17] is not ('+' or '-') || !int.TryParse(text.AsSpan(18), NumberStyles.None, CultureInfo.InvariantCulture, out var quarters)
            || !DateTime.TryParseExact(text.AsSpan(0, 17), "yy/MM/dd,HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return false;
        if (quarters > MaxQuarters) return false;
        var zone = TimeSpan.FromMinutes((text[17] == '-' ? -15 : 15) * quarters);
        time = SmsTimestamp.Of(new(new DateTime(2000 + local.Year % 100, local.Month, local.Day, local.Hour, local.Minute, local.Second), zone));
        return true;
    }

    /// <summary>The validity period that +CSMP says; false: it does not fit the first octet.</summary>
    public static bool TryReadValidity(Csmp values, out ValidityPeriod validity)
    {
        validity = ValidityPeriod.None;
        switch ((ValidityFormat)((values.Fo & Csmp.ValidityBits) >> 3))
        {
            case ValidityFormat.Relative:
                if (!byte.TryParse(values.Vp, NumberStyles.None, CultureInfo.InvariantCulture, out var relative)) return false;
                validity = ValidityPeriod.Relative(relative);
                return true;
            case ValidityFormat.Absolute:
                if (!TryReadTime(values.Vp, out var until)) return false;
                validity = ValidityPeriod.Absolute(until);
                return true;
            case ValidityFormat.Enhanced:
                if (values.Vp.Length != 14 || !ulong.TryParse(values.Vp, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octets)) return false;
                validity = new(ValidityFormat.Enhanced, octets);
                return true;
            default:
                return true;
        }
    }

    /// <summary>SUBMITs with a body that was typed.</summary>
    public static CmsError? Compose(AtCall call, SmsAddress destination, ReadOnlySpan<byte> typed, out IReadOnlyList<SmsSubmit> messages)
    {
        messages = [];
        var values = call.Get<Csmp>();
        if (IsDeliver(values) || !TryReadValidity(values, out var validity)) return CmsError.InvalidTextModeParameter;
        if (ReadBody(call, values, typed, out var bodies) is { } failure) return failure;
        messages = [.. bodies.Select(body => new SmsSubmit
        {
            StatusReportRequest = (values.Fo & ReportBit) != 0,
            ReplyPath = (values.Fo & ReplyPathBit) != 0,
            Destination = destination,
            ProtocolId = (byte)values.Pid,
            Coding = new((byte)values.Dcs),
            Validity = validity,
            UserData = body,
        })];
        return null;
    }

    /// <summary>DELIVERs with a body that was typed: what the validity period says is when the centre took them (AT reference 80000ST10025a p270).</summary>
    public static CmsError? ComposeReceived(AtCall call, SmsAddress originator, ReadOnlySpan<byte> typed, out IReadOnlyList<SmsDeliver> messages)
    {
        messages = [];
        var values = call.Get<Csmp>();
        if (!TryReadTime(values.Vp, out var time)) return CmsError.InvalidTextModeParameter;
        if (ReadBody(call, values, typed, out var bodies) is { } failure) return failure;
        messages = [.. bodies.Select(body => new SmsDeliver
        {
            MoreMessages = (values.Fo & MoreMessagesBit) == 0,
            StatusReportIndication = (values.Fo & ReportBit) != 0,
            ReplyPath = (values.Fo & ReplyPathBit) != 0,
            Originator = originator,
            ProtocolId = (byte)values.Pid,
            Coding = new((byte)values.Dcs),
            Time = time,
            UserData = body,
        })];
        return null;
    }

    /// <summary>The octets that a length in PDU mode announces; false: no such length.</summary>
    public static bool TryReadLength(string typed, out int length) =>
        int.TryParse(typed, NumberStyles.None | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out length) && length is >= LeastTpdu and <= Tpdu.MaxLength;

    /// <summary>A PDU in hexadecimal: the centre that it names and the octets behind it; false: it is none, or not of that length.</summary>
    public static bool TryReadPdu(ReadOnlySpan<byte> typed, int length, out SmsAddress centre, out ReadOnlyMemory<byte> tpdu)
    {
        (centre, tpdu) = (SmsAddress.None, default);
        if (!TeText.TryReadHex(typed, out var octets) || !SmsPdu.TryDecodeCentre(octets, out centre, out var consumed, out _)) return false;
        tpdu = octets.AsMemory(consumed);
        return tpdu.Length == length;
    }

    /// <summary>The body by the data coding of +CSMP: parts where it is long; with the header bit of the first octet it has its header in front.</summary>
    private static CmsError? ReadBody(AtCall call, Csmp values, ReadOnlySpan<byte> typed, out IReadOnlyList<UserData> bodies)
    {
        bodies = [];
        var coding = new DataCoding((byte)values.Dcs);
        if ((values.Fo & HeaderBit) != 0)
        {
            if (!TeText.TryReadHex(typed, out var octets) || octets.Length is 0 or > UserData.MaxOctets || octets[0] >= octets.Length) return CmsError.InvalidTextModeParameter;
            bodies = [new(octets, coding.Alphabet == SmsAlphabet.Gsm7 ? octets.Length * 8 / 7 : octets.Length, coding.Alphabet, hasHeader: true)];
            return null;
        }
        if (coding.IsCompressed || !TeText.TryRead(typed, coding.Alphabet, call.Get<Cscs>(), out var text)) return CmsError.InvalidTextModeParameter;
        var improved = call.Module.Messages.IsImproved;
        bodies = Segmenter.Split(text, coding.Alphabet, call.Module.Messages.NextConcatenation(), MaxParts, out var taken, wide: improved);
        // Without the improved mode the surplus is lost.
        return improved && taken < text.Length ? CmsError.InvalidTextModeParameter : null;
    }
}
