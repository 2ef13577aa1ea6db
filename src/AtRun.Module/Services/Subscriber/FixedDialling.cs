using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>Whether a number may be called or written to while the SIM allows its fixed numbers alone (facility "FD").</summary>
/// <remarks>
/// 22.101 §A.24; GSM/GPRS software user guide 1vv0300784 p54: the fixed numbers and their children, that is numbers that begin with one of
/// them. International numbers and others are compared among themselves.
/// </remarks>
internal static class FixedDialling
{
    /// <summary>Stands for any digit (GSM 11.11 §10.5.1, "wild" value D); 23.040 calls it b.</summary>
    private const char Wild = 'b';

    public static bool Allows(ISim sim, SmsAddress number)
    {
        if (!sim.FixedDialling) return true;
        foreach (var (_, entry) in new SimPhonebook(sim.FixedNumbers).All)
            if (IsChild(number, entry.Number)) return true;
        return false;
    }

    private static bool IsChild(SmsAddress number, SmsAddress entry)
    {
        if (entry.IsNone || number.Digits.Length < entry.Digits.Length || number.Type == TypeOfNumber.International != (entry.Type == TypeOfNumber.International)) return false;
        for (var i = 0; i < entry.Digits.Length; i++)
            if (entry.Digits[i] != Wild && entry.Digits[i] != number.Digits[i]) return false;
        return true;
    }
}
