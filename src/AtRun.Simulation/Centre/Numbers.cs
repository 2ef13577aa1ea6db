using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>How the centre compares numbers: the digits of their international form; an alphanumeric address behind an equals sign.</summary>
internal static class Numbers
{
    private const string InternationalPrefix = "00";

    public static string KeyOf(SmsAddress address, string homeCountry) => address switch
    {
        { IsNone: true } => "",
        { Type: TypeOfNumber.Alphanumeric } => "=" + address.Digits,
        { Type: TypeOfNumber.International } => address.Digits,
        _ => KeyOfNational(address.Digits, homeCountry),
    };

    /// <summary>The key of a number as people write it, or the beginning of one.</summary>
    public static string KeyOf(string text, string homeCountry) => text switch
    {
        "" => "",
        ['+', .. var digits] => digits,
        _ when text.All(char.IsAsciiDigit) => KeyOfNational(text, homeCountry),
        _ => "=" + text,
    };

    private static string KeyOfNational(string digits, string homeCountry) =>
        digits.StartsWith(InternationalPrefix, StringComparison.Ordinal) ? digits[InternationalPrefix.Length..] : homeCountry + digits;
}
