using AtRun.Protocol.Sms;
using CsCheck;

namespace AtRun.Tests.Protocol.Sms;

/// <summary>Any message that can be written.</summary>
internal static class SmsGen
{
    private const string Default = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>Characters of the default alphabet and its extension.</summary>
    public static Gen<char> Gsm7Character { get; } = Gen.Char[Default + "\f^{}\\[~]|€"];

    /// <summary>Text in an alphabet; half of it plain letters.</summary>
    public static Gen<string> Text(SmsAlphabet alphabet, int most) => (alphabet switch
    {
        SmsAlphabet.Gsm7 => Gen.OneOf(Gen.Char['a', 'z'], Gsm7Character),
        SmsAlphabet.Octets => Gen.Char['\0', 'ÿ'],
        _ => Gen.Char,
    }).Array[0, most].Select(characters => new string(characters));

    public static Gen<SmsAddress> Number { get; } = Gen.Select(Gen.Char["0123456789*#abc"].Array[0, 20], Gen.OneOf(0, 1, 2, 3, 4, 6, 7), Gen.Int[0, 15],
        (digits, type, plan) => new SmsAddress(new(digits), (TypeOfNumber)type, (NumberingPlan)plan));

    public static Gen<SmsAddress> Address { get; } = Gen.Frequency((3, Number),
        (1, Gen.Select(Gen.Char[Default].Array[0, 11], Gen.Int[0, 15], (text, plan) => new SmsAddress(new(text), TypeOfNumber.Alphanumeric, (NumberingPlan)plan))));

    public static Gen<SmsTimestamp> Stamp { get; } = Gen.ULong[0, (1UL << 56) - 1].Select(bits => new SmsTimestamp(bits));

    /// <summary>A header with its length octet, or none.</summary>
    public static Gen<byte[]> Header { get; } = Gen.Frequency((2, Gen.Const(Array.Empty<byte>())),
        (1, Gen.Select(Gen.Byte, Gen.Byte.Array[0, 6]).Array[0, 3].Select(elements =>
        {
            byte[] body = [.. elements.SelectMany(e => (byte[])[e.Item1, (byte)e.Item2.Length, .. e.Item2])];
            return (byte[])[(byte)body.Length, .. body];
        })));

    public static Gen<(DataCoding Coding, UserData Data)> UserData { get; } =
        from header in Header
        from alphabet in Gen.Enum<SmsAlphabet>()
        from text in Text(alphabet, 100)
        from cut in Gen.Int[0, 60]
        select Make(header, alphabet, text, cut);

    public static Gen<Tpdu> Tpdu { get; } = Gen.OneOf<Tpdu>(
        Gen.Select(Gen.Bool.Array[4], Address, Gen.Byte, Stamp, UserData, Gen.OneOf<byte>([0, 0x10, 0x03]), (bits, address, pid, time, data, spare) => (Tpdu)new SmsDeliver
        {
            MoreMessages = bits[0], LoopPrevention = bits[1], ReplyPath = bits[2], StatusReportIndication = bits[3], Spare = spare,
            Originator = address, ProtocolId = pid, Coding = data.Coding, Time = time, UserData = data.Data,
        }),
        Gen.Select(Gen.Bool.Array[3], Address, Gen.Byte, Gen.Byte, Validity(), UserData, (bits, address, reference, pid, validity, data) => (Tpdu)new SmsSubmit
        {
            RejectDuplicates = bits[0], ReplyPath = bits[1], StatusReportRequest = bits[2],
            Destination = address, Reference = reference, ProtocolId = pid, Coding = data.Coding, Validity = validity, UserData = data.Data,
        }),
        Gen.Select(Gen.Bool.Array[3], Address, Gen.Byte.Array[2], Stamp.Array[2], Optional(), (bits, address, octets, times, optional) => (Tpdu)new SmsStatusReport
        {
            MoreMessages = bits[0], LoopPrevention = bits[1], AboutCommand = bits[2],
            Recipient = address, Reference = octets[0], Status = octets[1], Time = times[0], DischargeTime = times[1],
            Indicator = optional.Indicator, ProtocolId = optional.ProtocolId, Coding = optional.Coding, UserData = optional.UserData,
        }),
        Gen.Select(Gen.Byte[128, 255].Nullable(), Optional(), (cause, optional) => (Tpdu)new SmsDeliverReport
        {
            FailureCause = cause, Indicator = optional.Indicator ?? 0, ProtocolId = optional.ProtocolId, Coding = optional.Coding, UserData = optional.UserData,
        }),
        Gen.Select(Gen.Byte[128, 255].Nullable(), Stamp, Optional(), (cause, time, optional) => (Tpdu)new SmsSubmitReport
        {
            FailureCause = cause, Time = time, Indicator = optional.Indicator ?? 0, ProtocolId = optional.ProtocolId, Coding = optional.Coding, UserData = optional.UserData,
        }),
        Gen.Select(Gen.Bool.Array[2], Address, Gen.Byte.Array[4], Gen.Byte.Array[0, 140], (bits, address, octets, data) => (Tpdu)new SmsCommand
        {
            StatusReportRequest = bits[0], HasHeader = bits[1], Destination = address, Reference = octets[0], ProtocolId = octets[1], CommandType = octets[2], MessageNumber = octets[3], CommandData = data,
        }));

    public static TpduDirection DirectionOf(Tpdu tpdu) => tpdu is SmsDeliver or SmsStatusReport or SmsSubmitReport ? TpduDirection.ToMobile : TpduDirection.ToCentre;

    private static Gen<ValidityPeriod> Validity() => Gen.OneOf(
        Gen.Const(ValidityPeriod.None), Gen.Byte.Select(ValidityPeriod.Relative), Stamp.Select(ValidityPeriod.Absolute), Stamp.Select(stamp => new ValidityPeriod(ValidityFormat.Enhanced, stamp.Bits)));

    // An indicator as it is read: it names what is there.
    private static Gen<(byte? Indicator, byte? ProtocolId, DataCoding? Coding, UserData? UserData)> Optional() =>
        from there in Gen.Bool.Array[4]
        from reserved in Gen.Byte[0, 15]
        from pid in Gen.Byte
        // 131 octets are the most that a STATUS-REPORT has room for.
        from data in UserData.Where(data => data.Data.Octets.Length <= 131)
        let coded = there[1] || there[2]
        let indicator = (byte)(reserved << 3 | (there[0] ? 1 : 0) | (coded ? 2 : 0) | (there[2] ? 4 : 0))
        select there[3] || there[0] || coded ? ((byte?)indicator, there[0] ? pid : (byte?)null, coded ? data.Coding : (DataCoding?)null, there[2] ? data.Data : (UserData?)null) : default;

    private static (DataCoding, UserData) Make(byte[] header, SmsAlphabet alphabet, string text, int cut)
    {
        var coding = alphabet switch { SmsAlphabet.Octets => DataCoding.EightBit, SmsAlphabet.Ucs2 => DataCoding.Ucs2, _ => DataCoding.Default };
        // National tables may lack a character, and a long text with a long header does not fit: then less of it.
        for (var length = Math.Min(text.Length, alphabet == SmsAlphabet.Ucs2 ? cut : 100); ; length /= 2)
        {
            if (AtRun.Protocol.Sms.UserData.TryMake(text.AsSpan(0, length), alphabet, header, out var data)) return (coding, data);
        }
    }
}
