namespace AtRun.Protocol.Sms;

/// <summary>The alphabet of user data (23.038 §4).</summary>
public enum SmsAlphabet
{
    /// <summary>GSM 7-bit default alphabet, septets packed.</summary>
    Gsm7,

    /// <summary>8-bit data.</summary>
    Octets,

    /// <summary>UCS2, big-endian; characters beyond the basic plane as surrogates.</summary>
    Ucs2,
}

/// <summary>A data coding scheme (23.038 §4). Reserved values are kept and read as the clause says.</summary>
/// <remarks>
/// Coding groups by bits 7-4: 00xx general, 01xx the same for messages that are deleted once read, 1000-1011 reserved,
/// 1100 message waiting (discard the text), 1101 message waiting (store), 1110 message waiting (store, UCS2), 1111 data coding and class.
/// </remarks>
public readonly record struct DataCoding(byte Value)
{
    private static readonly string[] Waitings = ["voice mail", "fax", "e-mail", "other message"];

    /// <summary>GSM 7-bit, no class.</summary>
    public static DataCoding Default => new(0x00);

    /// <summary>8-bit, no class.</summary>
    public static DataCoding EightBit => new(0x04);

    /// <summary>UCS2, no class.</summary>
    public static DataCoding Ucs2 => new(0x08);

    /// <summary>8-bit, class 1: the one of the published digest messages.</summary>
    public static DataCoding EightBitClass1 => new(0x15);

    /// <summary>How user data are coded; a reserved coding group is read as GSM 7-bit (23.038 §4).</summary>
    public SmsAlphabet Alphabet => Value switch
    {
        < 0x80 => ((Value >> 2) & 3) switch { 1 => SmsAlphabet.Octets, 2 => SmsAlphabet.Ucs2, _ => SmsAlphabet.Gsm7 },
        >= 0xE0 and < 0xF0 => SmsAlphabet.Ucs2,
        >= 0xF0 => (Value & 0x04) != 0 ? SmsAlphabet.Octets : SmsAlphabet.Gsm7,
        _ => SmsAlphabet.Gsm7,
    };

    /// <summary>How TP-UDL counts: compressed data of any alphabet are octets (23.040 §9.2.3.16).</summary>
    public SmsAlphabet Counted => IsCompressed ? SmsAlphabet.Octets : Alphabet;

    /// <summary>Message class 0-3; null: none.</summary>
    public int? MessageClass => Value >= 0xF0 || (Value < 0x80 && (Value & 0x10) != 0) ? Value & 3 : null;

    /// <summary>Compressed (23.042): the text cannot be read here.</summary>
    public bool IsCompressed => Value < 0x80 && (Value & 0x20) != 0;

    /// <summary>Message waiting indication groups 1100-1110: indication type 0-3 (voice mail, fax, e-mail, other); null: none.</summary>
    public int? Waiting => Value is >= 0xC0 and < 0xF0 ? Value & 3 : null;

    /// <summary>The message waiting indication is set, not cleared.</summary>
    public bool IsWaitingActive => Waiting is not null && (Value & 0x08) != 0;

    /// <summary>The value is reserved by 23.038.</summary>
    public bool IsReserved => Value switch
    {
        // Alphabet 11; and without a class, the bits of the class.
        < 0x80 => (Value & 0x0C) == 0x0C || ((Value & 0x10) == 0 && (Value & 0x03) != 0),
        < 0xC0 => true,
        < 0xF0 => (Value & 0x04) != 0,
        _ => (Value & 0x08) != 0,
    };

    /// <summary>What it says, for people: <c>8-bit, class 1</c>.</summary>
    public override string ToString() =>
        (Alphabet switch { SmsAlphabet.Octets => "8-bit", SmsAlphabet.Ucs2 => "UCS2", _ => "GSM 7-bit" })
        + (IsCompressed ? ", compressed" : "")
        + (MessageClass is { } number ? $", class {number}" : "")
        + (Value is >= 0x40 and < 0x80 ? ", deleted once read" : "")
        + (Waiting is { } kind ? $", {Waitings[kind]} {(IsWaitingActive ? "waiting" : "no longer waiting")}" : "")
        + (IsReserved ? $", reserved value 0x{Value:X2}" : "");
}
