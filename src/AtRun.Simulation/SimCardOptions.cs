using System.Globalization;

namespace AtRun.Simulation;

/// <summary>What a SIM is made with. PIN, lock and attempts are so only until something is stored.</summary>
public sealed record SimCardOptions
{
    public bool Inserted { get; init; } = true;

    /// <summary>The PIN is asked for at power-on.</summary>
    public bool PinEnabled { get; init; }

    /// <summary>4 to 8 digits.</summary>
    public string Pin { get; init; } = "1234";

    /// <summary>8 digits.</summary>
    public string Puk { get; init; } = "12345678";

    /// <summary>4 to 8 digits.</summary>
    public string Pin2 { get; init; } = "5678";

    /// <summary>8 digits.</summary>
    public string Puk2 { get; init; } = "87654321";

    /// <summary>MCC, MNC, MSIN: 15 digits.</summary>
    public string Imsi { get; init; } = "222101234567890";

    /// <summary>19 digits, the last one is the check digit (E.118).</summary>
    public string Iccid { get; init; } = IccidOf(0);

    /// <summary>The subscriber's own number.</summary>
    public string Number { get; init; } = "+393468686711";

    /// <summary>Name of the service provider, up to 16 characters; empty: the card does not say.</summary>
    public string ServiceProvider { get; init; } = "vodafone IT";

    /// <summary>The card has mailbox numbers.</summary>
    public bool Mailboxes { get; init; }

    /// <summary>MCC and MNC of the network that the operator prefers abroad.</summary>
    public string PartnerNetwork { get; init; } = "20810";

    /// <summary>The service centre of a new card, international; the one of the published messages.</summary>
    public string ServiceCentre { get; init; } = Centre.SmsCentreOptions.DefaultNumber;

    /// <summary>The card of the module with that index, from 0: numbers count on.</summary>
    public static SimCardOptions For(int module) => new()
    {
        Imsi = (222_101_234_567_890 + module).ToString(CultureInfo.InvariantCulture),
        Iccid = IccidOf(module),
        Number = string.Create(CultureInfo.InvariantCulture, $"+{393_468_686_711 + module}"),
    };

    /// <summary>Telecom, Italy, issuer 10, and the module's number.</summary>
    private static string IccidOf(int module) => Luhn.Complete(string.Create(CultureInfo.InvariantCulture, $"893910080000{module:D6}"));
}
