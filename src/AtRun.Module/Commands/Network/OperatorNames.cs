namespace AtRun.Module.Commands.Network;

/// <summary>Names of operators that the module knows by their numbers (MCC and MNC).</summary>
/// <remarks>A selection from the public register of the ITU and GSMA (E.212), as long names of at most 16 characters; a real module has some hundreds.</remarks>
internal static class OperatorNames
{
    private static readonly (string Plmn, string Name)[] Fixed =
    [
        ("20201", "COSMOTE"), ("20205", "vodafone GR"), ("20404", "vodafone NL"), ("20408", "KPN"), ("20416", "T-Mobile NL"), ("20601", "PROXIMUS"), ("20610", "Orange B"),
        ("20801", "Orange F"), ("20810", "SFR"), ("20820", "BOUYGUES TELECOM"), ("21401", "vodafone ES"), ("21403", "Orange E"), ("21407", "movistar"), ("21630", "T-Mobile H"),
        ("22201", "I TIM"), ("22210", "vodafone IT"), ("22288", "I WIND"), ("22801", "Swisscom"), ("22803", "Orange CH"), ("23001", "T-Mobile CZ"), ("23101", "Orange SK"),
        ("23201", "A1"), ("23203", "T-Mobile A"), ("23410", "O2 - UK"), ("23415", "vodafone UK"), ("23430", "T-Mobile UK"), ("23433", "Orange UK"), ("23801", "TDC Mobil"),
        ("23802", "Telenor DK"), ("24001", "TeliaSonera S"), ("24201", "TELENOR"), ("24405", "ELISA FI"), ("24491", "SONERA"), ("25001", "MTS-RUS"), ("25002", "MegaFon"),
        ("26001", "PLUS GSM"), ("26002", "Era"), ("26201", "T-Mobile D"), ("26202", "Vodafone.de"), ("26203", "E-Plus"), ("26207", "o2 - de"), ("26801", "vodafone P"),
        ("27001", "L LUXGSM"), ("27201", "vodafone IE"), ("28601", "TR TURKCELL"), ("29340", "SI.MOBIL"), ("29341", "MOBITEL"), ("302720", "Rogers Wireless"),
        ("310260", "T-Mobile"), ("310410", "AT&T"), ("334020", "TELCEL"), ("50501", "Telstra"), ("65501", "VodaCom-SA"), ("72405", "Claro BR"),
    ];

    private static readonly (string Plmn, string Name)[] Later =
    [
        ("20820", "Bouygues"), ("22299", "3 ITA"), ("23420", "3 UK"), ("23430", "EE"), ("24002", "3 SE"), ("26002", "T-Mobile.pl"),
    ];

    private static readonly (string Plmn, string Name)[] Updated =
        [.. Later.Concat(Fixed.ExceptBy(Later.Select(l => l.Plmn), f => f.Plmn)).OrderBy(o => o.Plmn, StringComparer.Ordinal)];

    /// <summary>The fixed list, or the one of this software (#PLMNMODE), ascending by number.</summary>
    public static IReadOnlyList<(string Plmn, string Name)> Of(int list) => list == 0 ? Fixed : Updated;
}
