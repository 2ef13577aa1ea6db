namespace AtRun.Simulation;

/// <summary>The check digit of an IMEI (23.003 §6.2.1) and of an ICCID (ISO/IEC 7812-1).</summary>
public static class Luhn
{
    /// <summary>The digits and, behind them, their check digit.</summary>
    public static string Complete(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            if (i % 2 == 0) digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return digits + (char)('0' + (10 - sum % 10) % 10);
    }
}
