using System.Text;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Client.Messages;

/// <summary>The message that carries a command line: alphabet, data coding scheme and user data (SMS-4, SMS-5, SMS-15).</summary>
/// <param name="Coding">8-bit class 1 in the digest form, as in the published request; else without class.</param>
/// <param name="UserData">Of one message: a request may be no part of several (SMS-9).</param>
public readonly record struct SmsRequestMessage(DataCoding Coding, UserData UserData)
{
    /// <summary>Octets of a command line that fit the digest form.</summary>
    public const int MaxDigestText = UserData.MaxOctets - DigestSms.HeaderLength;

    /// <summary>The simple form.</summary>
    /// <param name="text">From AT or HAT on.</param>
    /// <param name="eightBit">In 8-bit, even where GSM 7-bit has all its characters.</param>
    /// <param name="message">Given if it fits.</param>
    /// <param name="tooLong">Else so many characters must go.</param>
    public static bool TrySimple(string text, bool eightBit, out SmsRequestMessage message, out int tooLong)
    {
        eightBit |= NeedsEightBit(text);
        var alphabet = eightBit ? SmsAlphabet.Octets : SmsAlphabet.Gsm7;
        var fits = UserData.TryMake(text, alphabet, [], out var data);
        message = new(eightBit ? DataCoding.EightBit : DataCoding.Default, data);
        tooLong = fits ? 0 : text.Length - (eightBit ? UserData.MaxOctets : UserData.MaxSeptets);
        return fits;
    }

    /// <summary>The digest form.</summary>
    /// <inheritdoc cref="TrySimple"/>
    public static bool TryDigest(string text, DigestPassword password, byte session, out SmsRequestMessage message, out int tooLong)
    {
        message = default;
        tooLong = Math.Max(0, text.Length - MaxDigestText);
        if (tooLong > 0) return false;
        var fits = UserData.TryMake(DigestSms.Make(password, Encoding.Latin1.GetBytes(text), session), [], out var data);
        message = new(DataCoding.EightBitClass1, data);
        return fits;
    }

    /// <summary>
    /// It has a character that is not in the GSM 7-bit default alphabet: that of <c>AT\…</c> and <c>AT^…</c>, and what the extension table
    /// has, which not every module reads.
    /// </summary>
    public static bool NeedsEightBit(string text) => GsmAlphabet.CountOf(text) != text.Length;
}
