namespace AtRun.Protocol.Sms;

/// <summary>Type of number (23.040 §9.1.2.5).</summary>
public enum TypeOfNumber
{
    Unknown = 0,
    International = 1,
    National = 2,
    NetworkSpecific = 3,
    Subscriber = 4,

    /// <summary>Coded in the GSM 7-bit default alphabet.</summary>
    Alphanumeric = 5,
    Abbreviated = 6,
    Reserved = 7,
}

/// <summary>Numbering plan identification (23.040 §9.1.2.5).</summary>
public enum NumberingPlan
{
    Unknown = 0,

    /// <summary>Telephone numbers (E.164).</summary>
    Isdn = 1,
    Data = 3,
    Telex = 4,
    ServiceCentreSpecific5 = 5,
    ServiceCentreSpecific6 = 6,
    National = 8,
    Private = 9,
    Ermes = 10,
    Reserved = 15,
}

/// <summary>An address of a short message or a service centre.</summary>
/// <param name="Digits">
/// Without a leading <c>+</c>: up to 20 of <c>0</c>-<c>9 * # a b c</c>; for an alphanumeric address its text, up to 11 characters of the GSM 7-bit default alphabet.
/// </param>
/// <param name="Type">Type of number.</param>
/// <param name="Plan">Numbering plan.</param>
/// <remarks>23.040 §9.1.2.5; 24.011 §8.2.5.1 for service centres.</remarks>
public readonly record struct SmsAddress(string Digits, TypeOfNumber Type, NumberingPlan Plan = NumberingPlan.Isdn)
{
    /// <summary>No address.</summary>
    public static SmsAddress None => new("", TypeOfNumber.Unknown, NumberingPlan.Unknown);

    public bool IsNone => string.IsNullOrEmpty(Digits);

    /// <summary>Type-of-address octet: 145 international, 129 unknown (24.008 §10.5.4.7, bit 8 is 1).</summary>
    public int TypeOfAddress => 0x80 | ((int)Type << 4) | (int)Plan;

    /// <summary>An address from its digits and its type-of-address octet, as AT commands give them.</summary>
    public static SmsAddress Of(string digits, int typeOfAddress) => new(digits, (TypeOfNumber)((typeOfAddress >> 4) & 7), (NumberingPlan)(typeOfAddress & 15));

    /// <summary>It can be written into a TPDU: not too long, and of the characters that its type has.</summary>
    public bool IsValid => Type == TypeOfNumber.Alphanumeric
        ? GsmAlphabet.CountOf(Digits) is >= 0 and <= AddressOctets.MaxSeptets
        : (Digits ?? "").Length <= AddressOctets.MaxDigits && !(Digits ?? "").AsSpan().ContainsAnyExcept(AddressOctets.DigitCharacters);

    /// <summary>
    /// Reads <c>+393468686711</c> (international), <c>346…</c> (unknown), or another text (alphanumeric) that an address can have. What begins with
    /// <c>+</c> or with a decimal digit, <c>*</c> or <c>#</c> and goes on with these or <c>a b c</c> is a number.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SmsAddress address)
    {
        var digits = text.StartsWith("+") ? text[1..] : text;
        var isNumber = digits.Length > 0 && !digits[..1].ContainsAnyExcept("0123456789*#") && !digits.ContainsAnyExcept("0123456789*#abc");
        address = (isNumber, digits.Length != text.Length) switch
        {
            (true, true) => new(digits.ToString(), TypeOfNumber.International),
            (true, false) => new(digits.ToString(), TypeOfNumber.Unknown),
            (false, true) => None,
            (false, false) => new(digits.ToString(), TypeOfNumber.Alphanumeric, NumberingPlan.Unknown),
        };
        if (!address.IsNone && address.IsValid) return true;
        address = None;
        return false;
    }

    /// <summary>As people write it: with <c>+</c> where it is international.</summary>
    public override string ToString() => Type == TypeOfNumber.International ? "+" + Digits : Digits ?? "";
}
