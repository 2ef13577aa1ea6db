using AtRun.Protocol.Sms;

namespace AtRun.Simulation;

/// <summary>Sizes and first contents of the files of a simulated card.</summary>
internal static class SimFiles
{
    /// <summary>Records of EF SMS; own choice, a usual one.</summary>
    public const int Messages = 50;

    /// <summary>Places of EF PLMNwAcT (Telit 1vv0300784 p27).</summary>
    public const int PreferredNetworks = 20;

    /// <summary>GSM 11.11 §10.5.3</summary>
    public const int MessageLength = 176;

    /// <summary>Records of EF FDN; own choice.</summary>
    public const int FixedNumbers = 10;

    /// <summary>Records of EF LND; own choice, a usual one.</summary>
    public const int LastNumbers = 10;

    /// <summary>Records of EF MBDN: voice, fax, electronic mail, others.</summary>
    public const int Mailboxes = 4;

    /// <summary>Records of EF MSISDN, and octets of each: as those of the card in Telit 1vv0300784 p80.</summary>
    public const int OwnNumbers = 5, OwnNumberLength = 26;

    /// <summary>EF ACM and EF ACMmax (GSM 11.11 §10.3.8, §10.3.9)</summary>
    public const int MeterLength = 3;

    /// <summary>EF PUCT (GSM 11.11 §10.3.12)</summary>
    public const int PriceLength = 5;

    /// <summary>EF PUCT of a new card: EUR 0.1, an own choice. Behind the currency: 12 bits of a number, sign and 3 bits of its power of ten.</summary>
    public static byte[] NewPrice { get; } = [.. "EUR"u8, 0, 0b0011_0001];

    /// <summary>Nothing spent, no limit.</summary>
    public static byte[] NewMeter { get; } = new byte[MeterLength];

    /// <summary>Records of EF ADN; a usual number (Telit 1vv0300784 p56).</summary>
    public const int Numbers = 250;

    /// <summary>GSM 11.11 §10.5.1, §10.5.2: 14 octets behind the name.</summary>
    public const int NumberLength = NameLength + BehindName;

    /// <summary>GSM 11.11 §10.5.6: 28 octets behind the name.</summary>
    public const int ParametersLength = NameLength + 28;

    private const int BehindName = 14;

    /// <summary>Octets of alpha identifiers; own choice.</summary>
    private const int NameLength = 14;

    /// <summary>A free record of EF SMS (GSM 11.11 §10.5.3).</summary>
    public static byte[] NewMessage { get; } = [0, .. Enumerable.Repeat((byte)0xFF, MessageLength - 1)];

    /// <summary>A free record of the files of numbers.</summary>
    public static byte[] NewNumber { get; } = [.. Enumerable.Repeat((byte)0xFF, NumberLength)];

    /// <summary>A free record of EF MSISDN.</summary>
    public static byte[] NewOwnNumber { get; } = [.. Enumerable.Repeat((byte)0xFF, OwnNumberLength)];

    /// <summary>A record of EF MSISDN, without a name.</summary>
    public static byte[] OwnNumberOf(string number)
    {
        var record = NewOwnNumber.AsSpan().ToArray();
        if (SmsAddress.TryParse(number, out var parsed)) SmsPdu.EncodeCentre(parsed, record.AsSpan(OwnNumberLength - BehindName, SmsPdu.MaxCentreLength));
        return record;
    }

    /// <summary>EF SMSP where nothing but the service centre is set.</summary>
    /// <remarks>
    /// GSM 11.11 §10.5.6, behind the name: indicators (bit 2 = 0: there is a service centre), 12 octets TP-Destination, 12 octets TS-Service Centre,
    /// TP-PID, TP-DCS, TP-VP.
    /// </remarks>
    public static byte[] ParametersOf(string serviceCentre)
    {
        const int Indicators = NameLength, Centre = NameLength + 13;
        var record = new byte[ParametersLength];
        record.AsSpan().Fill(0xFF);
        if (!SmsAddress.TryParse(serviceCentre, out var centre)) return record;
        record[Indicators] = 0xFD;
        SmsPdu.EncodeCentre(centre, record.AsSpan(Centre, SmsPdu.MaxCentreLength));
        return record;
    }
}
