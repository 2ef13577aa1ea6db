using System.Buffers.Text;
using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Texts and message bodies between the octets of the terminal (+CSCS) and what a message holds, both ways.</summary>
/// <remarks>
/// 27.005 §3.1 (&lt;data&gt;) and annex A; 27.007 §5.5; AT reference 80000ST10025a p255-260, p237.
/// <code>
/// alphabet of the message      set of the terminal     octets on the terminal
/// GSM 7-bit                    "GSM"                   the septets, one an octet
/// GSM 7-bit                    "UCS2"                  four hexadecimal digits a character
/// GSM 7-bit                    the others              one octet a character; ? for one that the set has not
/// 8-bit, UCS2, compressed      any                     two hexadecimal digits an octet
/// any, with a header shown     any                     the same, of all of TP-UD
/// </code>
/// </remarks>
public static class TeText
{
    private const byte Unknown = (byte)'?';

    /// <summary>Characters of code page 437 from 0x80 on.</summary>
    private const string Pccp437 =
        "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0";

    /// <summary>The body of a message as the terminal gets it.</summary>
    /// <param name="data">Of the message.</param>
    /// <param name="coding">Its TP-DCS.</param>
    /// <param name="set">The terminal's character set.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="withHeader">A header is shown: all octets of TP-UD in hexadecimal. False: what follows the header.</param>
    public static void Write(UserData data, DataCoding coding, Cscs set, OctetBuffer to, bool withHeader = true)
    {
        if (data.HasHeader && withHeader) WriteHex(data.Octets.Span, to);
        else if (coding.IsCompressed || data.Alphabet != SmsAlphabet.Gsm7) WriteHex(data.Octets.Span[data.Header.Length..], to);
        else if (CharsetOf(set) == Charset.Gsm) to.Add(data.Body);
        else Write(data.Text, set, to);
    }

    /// <summary>Reads a body without a header that the terminal typed; false: it is not hexadecimal where it should be.</summary>
    /// <param name="typed">Its octets.</param>
    /// <param name="alphabet">Of the message.</param>
    /// <param name="set">The terminal's character set.</param>
    /// <param name="text">8-bit data as Latin-1. In GSM 7-bit it may have characters that the alphabet has not.</param>
    public static bool TryRead(ReadOnlySpan<byte> typed, SmsAlphabet alphabet, Cscs set, out string text)
    {
        if (alphabet == SmsAlphabet.Gsm7) return TryRead(typed, set, out text);
        text = "";
        if (!TryReadHex(typed, out var octets)) return false;
        if (alphabet == SmsAlphabet.Ucs2 && octets.Length % 2 != 0) return false;
        text = (alphabet == SmsAlphabet.Ucs2 ? Encoding.BigEndianUnicode : Encoding.Latin1).GetString(octets);
        return true;
    }

    /// <summary>A text such as a number or a name as the terminal gets it, without quotes.</summary>
    public static void Write(ReadOnlySpan<char> text, Cscs set, OctetBuffer to)
    {
        var charset = CharsetOf(set);
        Span<byte> septets = stackalloc byte[2];
        foreach (var c in text)
        {
            switch (charset)
            {
                case Charset.Ucs2:
                    WriteHex([(byte)(c >> 8), (byte)c], to);
                    break;
                case Charset.Gsm:
                    if (GsmAlphabet.TryEncode([c], septets, out var count)) to.Add(septets[..count]);
                    else to.Add(Unknown);
                    break;
                case Charset.Pccp437 when c >= 0x80:
                    var at = Pccp437.IndexOf(c, StringComparison.Ordinal);
                    to.Add(at < 0 ? Unknown : (byte)(0x80 + at));
                    break;
                default:
                    to.Add(c > (charset == Charset.Latin1 ? 0xFF : 0x7F) ? Unknown : (byte)c);
                    break;
            }
        }
    }

    /// <summary>Reads a text that the terminal typed; false: it is not hexadecimal digits, four a character, under "UCS2".</summary>
    public static bool TryRead(ReadOnlySpan<byte> typed, Cscs set, out string text)
    {
        text = "";
        switch (CharsetOf(set))
        {
            case Charset.Ucs2:
                if (typed.Length % 4 != 0 || !TryReadHex(typed, out var octets)) return false;
                text = Encoding.BigEndianUnicode.GetString(octets);
                return true;
            case Charset.Gsm:
                Span<byte> read = typed.Length <= 2048 ? stackalloc byte[typed.Length] : new byte[typed.Length];
                for (var i = 0; i < typed.Length; i++) read[i] = typed[i] > 0x7F ? Unknown : typed[i];
                text = GsmAlphabet.Decode(read);
                return true;
            case Charset.Pccp437:
                text = string.Create(typed.Length, typed, static (to, from) =>
                {
                    for (var i = 0; i < to.Length; i++) to[i] = from[i] < 0x80 ? (char)from[i] : Pccp437[from[i] - 0x80];
                });
                return true;
            case Charset.Latin1:
                text = Encoding.Latin1.GetString(typed);
                return true;
            default:
                text = Encoding.ASCII.GetString(typed);
                return true;
        }
    }

    /// <summary>Reads a string parameter in the terminal's character set.</summary>
    /// <param name="parameter">As it was bound: its octets as Latin-1.</param>
    public static bool TryRead(string parameter, Cscs set, out string text) => TryRead(Encoding.Latin1.GetBytes(parameter), set, out text);

    /// <summary>Upper-case hexadecimal.</summary>
    public static void WriteHex(ReadOnlySpan<byte> octets, OctetBuffer to)
    {
        foreach (var octet in octets)
        {
            Utf8Formatter.TryFormat(octet, to.GetSpan(2), out var written, new('X', 2));
            to.Advance(written);
        }
    }

    /// <summary>Hexadecimal of either case; line ends around and between are left out, as terminals type them. False: another character, or half an octet.</summary>
    public static bool TryReadHex(ReadOnlySpan<byte> typed, out byte[] octets)
    {
        octets = [];
        var digits = new byte[typed.Length];
        var count = 0;
        foreach (var octet in typed)
            if (octet is not ((byte)'\r' or (byte)'\n' or (byte)' ')) digits[count++] = octet;
        var found = new byte[count / 2];
        if (count % 2 != 0 || Convert.FromHexString(digits.AsSpan(0, count), found, out _, out _) != System.Buffers.OperationStatus.Done) return false;
        octets = found;
        return true;
    }

    private enum Charset
    {
        Gsm,
        Ira,
        Latin1,
        Pccp437,
        Ucs2,
    }

    private static Charset CharsetOf(Cscs set) => set.Chset switch
    {
        "GSM" => Charset.Gsm,
        "8859-1" => Charset.Latin1,
        "PCCP437" => Charset.Pccp437,
        "UCS2" => Charset.Ucs2,
        _ => Charset.Ira,
    };
}
