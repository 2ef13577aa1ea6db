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
public readonly record struct DataCoding(byte Value)
{
    /// <summary>GSM 7-bit, no class.</summary>
    public static DataCoding Default => new(0x00);

    /// <summary>8-bit, no class.</summary>
    public static DataCoding EightBit => new(0x04);

    /// <summary>UCS2, no class.</summary>
    public static DataCoding Ucs2 => new(0x08);

    /// <summary>8-bit, class 1: the one of the published digest messages.</summary>
    public static DataCoding EightBitClass1 => new(0x15);

    /// <summary>How user data are coded; a reserved coding group is read as GSM 7-bit (23.038 §4).</summary>
    public SmsAlphabet Alphabet => throw new NotImplementedException();

    /// <summary>Message class 0-3; null: none.</summary>
    public int? MessageClass => throw new NotImplementedException();

    /// <summary>Compressed (23.042): the text cannot be read here.</summary>
    public bool IsCompressed => throw new NotImplementedException();

    /// <summary>Message waiting indication groups 1100-1110: indication type 0-3 (voice mail, fax, e-mail, other); null: none.</summary>
    public int? Waiting => throw new NotImplementedException();

    /// <summary>The value is reserved by 23.038.</summary>
    public bool IsReserved => throw new NotImplementedException();

    /// <summary>What it says, for people: <c>8-bit, class 1</c>.</summary>
    public override string ToString() => throw new NotImplementedException();
}
