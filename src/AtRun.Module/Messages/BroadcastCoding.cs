using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>The data coding schemes of cell broadcast (23.038 §5): other groups than those of short messages.</summary>
internal static class BroadcastCoding
{
    /// <summary>0x11: UCS2 behind two octets of language, which are text as well.</summary>
    private const byte Ucs2WithLanguage = 0x11;

    public static SmsAlphabet AlphabetOf(byte coding) => (coding >> 4) switch
    {
        1 when coding == Ucs2WithLanguage => SmsAlphabet.Ucs2,
        >= 4 and <= 7 or 9 => ((coding >> 2) & 3) switch { 1 => SmsAlphabet.Octets, 2 => SmsAlphabet.Ucs2, _ => SmsAlphabet.Gsm7 },
        0xF when (coding & 4) != 0 => SmsAlphabet.Octets,
        _ => SmsAlphabet.Gsm7,
    };

    /// <summary>Message class 0-3; null: none.</summary>
    public static int? ClassOf(byte coding) => (coding >> 4) switch
    {
        5 or 7 or 9 or 0xF => coding & 3,
        _ => null,
    };

    /// <summary>The content of a page as text mode shows it: the carriage returns that fill it are no part of the text (23.041 §9.4.1.2.4).</summary>
    public static void Write(ReadOnlySpan<byte> content, byte coding, Cscs set, OctetBuffer to)
    {
        if (AlphabetOf(coding) != SmsAlphabet.Gsm7)
        {
            TeText.WriteHex(content, to);
            return;
        }
        Span<byte> septets = stackalloc byte[content.Length * 8 / 7];
        GsmAlphabet.Unpack(content, septets);
        TeText.Write(GsmAlphabet.Decode(septets.TrimEnd((byte)'\r')), set, to);
    }
}
