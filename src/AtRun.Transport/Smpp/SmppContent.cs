using System.Text;
using AtRun.Protocol.Sms;

namespace AtRun.Transport.Smpp;

/// <summary>What a message says: user data of 23.040 on the one side; esm_class, data_coding, short_message and optional parameters on the other.</summary>
/// <remarks>
/// SMPP 3.4 §5.2.19: 0 the centre's default alphabet, here GSM 7-bit, a septet an octet; 1 IA5; 2 and 4 8-bit; 3 Latin-1; 8 UCS2; 0xC0-0xFF as the data coding
/// schemes of 23.038. 0x10-0x1F, reserved there, are taken as the schemes too that they look like: 23.038 has the classes twice, and 0x15 (8-bit, class 1) is
/// what the published digest messages have. All others are refused.
/// </remarks>
public static class SmppContent
{
    private const byte DefaultAlphabet = 0, Ascii = 1, Octets2 = 2, Latin1 = 3, Octets4 = 4, Ucs2 = 8;

    /// <summary>Parts that a text which does not fit one message is cut into at most.</summary>
    private const int MaxParts = 255;

    /// <summary>A TP-DCS in the group with a message class (23.038 §4, 1111xxxx).</summary>
    private const byte ClassGroup = 0xF0;

    /// <summary>Reads what a message says: one user data, or several where a text without a header of its own does not fit one.</summary>
    /// <param name="message">submit_sm, deliver_sm or data_sm.</param>
    /// <param name="reference">Of the parts, where it has to be cut.</param>
    /// <param name="coding">TP-DCS.</param>
    /// <param name="parts">Empty where it is refused.</param>
    /// <returns>Ok, or why it is refused.</returns>
    public static SmppStatus Read(SmppMessage message, int reference, out DataCoding coding, out IReadOnlyList<UserData> parts)
    {
        parts = [];
        coding = DataCoding.Default;
        var content = message.Content.Span;
        if (!message.ShortMessage.IsEmpty && message.Tlvs.Find(TlvTag.MessagePayload) is not null) return SmppStatus.OptionalParameterNotAllowed;
        var hasHeader = (message.EsmClass & SmppMessage.HeaderIndicator) != 0;
        ReadOnlySpan<byte> header = default;
        if (hasHeader)
        {
            if (content.IsEmpty || content[0] >= content.Length) return SmppStatus.InvalidEsmClass;
            header = content[..(content[0] + 1)];
            content = content[header.Length..];
        }
        else if (PartOf(message.Tlvs) is { } part) header = Segmenter.HeaderOf(part);

        byte[]? made = null;
        switch (message.DataCoding)
        {
            case DefaultAlphabet:
                break;
            case Octets2 or Octets4:
                coding = DataCoding.EightBit;
                break;
            case Ucs2:
                coding = DataCoding.Ucs2;
                break;
            case Ascii or Latin1:
                made = OfText(content, message.DataCoding == Ascii, out coding);
                content = made;
                break;
            case >= 0xC0 or (>= 0x10 and <= 0x1F):
                coding = new(message.DataCoding);
                break;
            default:
                return SmppStatus.SubmitFailed;
        }
        if (message.Tlvs.Number(TlvTag.DestAddrSubunit) is >= 1 and <= 4 and var unit && coding.Value is 0 or 4 or 8) coding = new((byte)(0x10 | coding.Value | (unit - 1)));
        if (coding.Alphabet == SmsAlphabet.Gsm7 && content.IndexOfAnyExceptInRange((byte)0, (byte)0x7F) >= 0) return SmppStatus.SubmitFailed;
        if (coding.Alphabet == SmsAlphabet.Ucs2 && content.Length % 2 != 0) return SmppStatus.InvalidMessageLength;
        if (TryMake(coding.Alphabet, header, content, out var data))
        {
            parts = [data];
            return SmppStatus.Ok;
        }
        if (!header.IsEmpty) return SmppStatus.InvalidMessageLength;
        var text = TextOf(coding.Alphabet, content);
        parts = Segmenter.Split(text, coding.Alphabet, reference, MaxParts, out var taken);
        if (taken == text.Length) return SmppStatus.Ok;
        parts = [];
        return SmppStatus.InvalidMessageLength;
    }

    /// <summary>Puts user data into a message.</summary>
    public static SmppMessage With(this SmppMessage message, DataCoding coding, UserData data)
    {
        var (value, unit) = CodingOf(coding);
        var body = data.Body;
        var content = data.HasHeader ? [.. data.Header.Span, .. body] : body;
        return message with
        {
            EsmClass = (byte)(message.EsmClass | (data.HasHeader ? SmppMessage.HeaderIndicator : 0)),
            DataCoding = value,
            ShortMessage = content,
            Tlvs = unit is { } subunit ? [.. message.Tlvs, Tlv.Octet(TlvTag.DestAddrSubunit, subunit)] : message.Tlvs,
        };
    }

    /// <summary>data_coding of a scheme; dest_addr_subunit where only that can say the class.</summary>
    public static (byte Value, int? Subunit) CodingOf(DataCoding coding)
    {
        if (coding.Value >= 0xC0 || coding.IsCompressed) return (coding.Value, null);
        return (coding.Alphabet, coding.MessageClass) switch
        {
            (SmsAlphabet.Gsm7, null) => (DefaultAlphabet, null),
            (SmsAlphabet.Gsm7, { } level) => ((byte)(ClassGroup | level), null),
            (SmsAlphabet.Octets, null) => (Octets4, null),
            (SmsAlphabet.Octets, { } level) => ((byte)(ClassGroup | 4 | level), null),
            (_, null) => (Ucs2, null),
            (_, { } level) => (Ucs2, level + 1),
        };
    }

    public static SmsAddress ToSms(this SmppAddress address)
    {
        if (string.IsNullOrEmpty(address.Text)) return SmsAddress.None;
        var international = address.Text.StartsWith('+');
        var type = international ? TypeOfNumber.International : (TypeOfNumber)(address.Ton & 7);
        // Plan 0 leaves it to the centre; of a telephone number it is the telephone's.
        var plan = address.Npi == 0 && type is not TypeOfNumber.Alphanumeric ? NumberingPlan.Isdn : (NumberingPlan)(address.Npi & 15);
        return new(international ? address.Text[1..] : address.Text, type, plan);
    }

    public static SmppAddress ToSmpp(this SmsAddress address) =>
        address.IsNone ? SmppAddress.None : new((byte)address.Type, (byte)address.Plan, address.Digits);

    // SMPP 3.4 §5.3.2.22: all three, or none; nonsense is as good as none.
    private static Concatenation? PartOf(IReadOnlyList<Tlv> tlvs) =>
        tlvs.Number(TlvTag.SarMsgRefNum) is { } reference && tlvs.Number(TlvTag.SarTotalSegments) is >= 1 and <= 255 and var total
        && tlvs.Number(TlvTag.SarSegmentSeqnum) is >= 1 and var number && number <= total
            ? new(reference, total, number, Wide: true)
            : null;

    /// <summary>A text as septets, or in UCS2 where the alphabet lacks a character.</summary>
    private static byte[] OfText(ReadOnlySpan<byte> octets, bool ascii, out DataCoding coding)
    {
        var text = (ascii ? Encoding.ASCII : Encoding.Latin1).GetString(octets);
        var septets = new byte[text.Length * 2];
        if (GsmAlphabet.TryEncode(text, septets, out var count))
        {
            coding = DataCoding.Default;
            return septets[..count];
        }
        coding = DataCoding.Ucs2;
        return Encoding.BigEndianUnicode.GetBytes(text);
    }

    private static string TextOf(SmsAlphabet alphabet, ReadOnlySpan<byte> content) => alphabet switch
    {
        SmsAlphabet.Gsm7 => GsmAlphabet.Decode(content),
        SmsAlphabet.Octets => Encoding.Latin1.GetString(content),
        _ => Encoding.BigEndianUnicode.GetString(content),
    };

    /// <summary>User data of a header and what follows it: octets, or septets, one an octet.</summary>
    private static bool TryMake(SmsAlphabet alphabet, ReadOnlySpan<byte> header, ReadOnlySpan<byte> content, out UserData data)
    {
        data = default;
        if (alphabet != SmsAlphabet.Gsm7)
        {
            if (header.Length + content.Length > UserData.MaxOctets) return false;
            byte[] octets = [.. header, .. content];
            data = new(octets, octets.Length, alphabet, !header.IsEmpty);
            return true;
        }
        // The text begins at a septet boundary (23.040 §9.2.3.24).
        var before = (header.Length * 8 + 6) / 7;
        if (before + content.Length > UserData.MaxSeptets) return false;
        var packed = new byte[((before + content.Length) * 7 + 7) / 8];
        header.CopyTo(packed);
        GsmAlphabet.Pack(content, packed.AsSpan(header.Length), before * 7 - header.Length * 8);
        data = new(packed, before + content.Length, alphabet, !header.IsEmpty);
        return true;
    }
}
