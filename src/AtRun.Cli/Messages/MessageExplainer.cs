using AtRun.Protocol;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Messages;

/// <summary>Takes the hexadecimal digits of a message apart, whichever way it goes and whether or not a service centre stands in front.</summary>
internal static class MessageExplainer
{
    /// <summary>Fewer digits may be a number of something.</summary>
    private const int FewestDigits = 20;

    /// <summary>It looks like a message: hexadecimal digits, many of them.</summary>
    public static bool IsHex(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length >= FewestDigits && digits.All(char.IsAsciiHexDigit);
    }

    /// <summary>Decodes a PDU.</summary>
    /// <param name="hex">Hexadecimal, either case; blanks do not count.</param>
    /// <param name="direction">Null: as the message type is usually met.</param>
    /// <param name="password">Verifies a digest.</param>
    /// <param name="error">Why it is none.</param>
    public static ExplainedMessage? Decode(string hex, TpduDirection? direction, DigestPassword? password, out DecodeError error)
    {
        if (!SmsPdu.TryParse(hex, direction ?? TpduDirection.ToMobile, out _, out error) && error.Field == "PDU") return null;
        var octets = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        if (SmsPdu.TryDecodeCentre(octets, out var centre, out var consumed, out var first) && Decode(octets.AsSpan(consumed), direction, out first) is { } behind)
            return Of(behind, octets.Length - consumed, [MessageFields.Centre(centre)], password);
        error = first;
        return Decode(octets, direction, out _) is { } alone ? Of(alone, octets.Length, [], password) : null;
    }

    /// <summary>User data alone: those of a digest message begin with D0 D0 D0 or D1 D1 D1.</summary>
    public static ExplainedMessage? UserDataOf(string hex, DigestPassword? password)
    {
        var digits = hex.Replace(" ", "", StringComparison.Ordinal);
        if (digits.Length % 2 != 0) return null;
        var octets = Convert.FromHexString(digits);
        if (!(DigestSms.HasCode(octets) || ActivationSms.HasCode(octets)) || !UserData.TryMake(octets, [], out var data)) return null;
        var fields = new List<MessageField>();
        MessageFields.Data(fields, data);
        return new("user data", null, fields, "8-bit", null, AtRunMessage.Of(DataCoding.EightBit, data, password));
    }

    private static ExplainedMessage Of(Tpdu tpdu, int length, IReadOnlyList<MessageField> centre, DigestPassword? password)
    {
        var fields = new List<MessageField>([.. centre, .. MessageFields.Of(tpdu)]);
        if (MessageFields.DataOf(tpdu) is not { } data) return new(MessageFields.TypeOf(tpdu), length, fields);
        var coding = MessageFields.CodingOf(tpdu);
        var atRun = tpdu is SmsDeliver or SmsSubmit ? AtRunMessage.Of(coding, data, password) : null;
        // An activation message has a password in its text.
        var text = coding.IsCompressed || atRun is { Kind: "activation" } || atRun?.Form == "digest" ? null : data.Text;
        return new(MessageFields.TypeOf(tpdu), length, fields, data.Alphabet switch { SmsAlphabet.Gsm7 => "GSM 7-bit", SmsAlphabet.Ucs2 => "UCS2", _ => "8-bit" }, text, atRun);
    }

    /// <summary>The direction in which its message type is usually met is tried first: DELIVER, SUBMIT, STATUS-REPORT.</summary>
    private static Tpdu? Decode(ReadOnlySpan<byte> octets, TpduDirection? direction, out DecodeError error)
    {
        var usual = direction ?? (octets.Length > 0 && (octets[0] & 3) == 1 ? TpduDirection.ToCentre : TpduDirection.ToMobile);
        if (Tpdu.TryDecode(octets, usual, out var tpdu, out error) || direction is not null) return tpdu;
        return Tpdu.TryDecode(octets, usual == TpduDirection.ToCentre ? TpduDirection.ToMobile : TpduDirection.ToCentre, out tpdu, out _) ? tpdu : null;
    }
}
