using System.Globalization;

namespace AtRun.Module.Worlds;

/// <summary>A network on a list of the SIM.</summary>
/// <param name="Place">In the list, from 1.</param>
/// <param name="Plmn">MCC and MNC, 5 or 6 digits.</param>
public readonly record struct ListedNetwork(int Place, string Plmn);

/// <summary>Lists of networks on the SIM (31.102 §4.2.5).</summary>
public static class NetworkList
{
    /// <summary>Octets of a place: the network, and its technologies.</summary>
    public const int RecordLength = 5;

    // 31.102 §4.2.5: GSM and UTRAN.
    private const byte Utran = 0x80, Gsm = 0x80;

    /// <summary>A place that holds none.</summary>
    public static ReadOnlyMemory<byte> Free { get; } = new byte[] { 0xFF, 0xFF, 0xFF, 0, 0 };

    /// <summary>The places that are used, in their order.</summary>
    public static IEnumerable<ListedNetwork> On(ISim sim, int list)
    {
        var places = sim.PreferredNetworks(list);
        for (var place = 1; place <= places.Count; place++)
            if (Plmn(places.Read(place).Span) is { } plmn) yield return new(place, plmn);
    }

    /// <summary>A place that holds a network: 5 or 6 digits.</summary>
    // 24.008 §10.5.1.13: MCC2 MCC1 | MNC3 MCC3 | MNC2 MNC1; F where there is no third digit.
    public static byte[] Record(string plmn) =>
    [
        Octet(plmn[1], plmn[0]), Octet(plmn.Length > 5 ? plmn[5] : 'F', plmn[2]), Octet(plmn[4], plmn[3]), Utran, Gsm,
    ];

    private static string? Plmn(ReadOnlySpan<byte> record)
    {
        if (record[0] == 0xFF) return null;
        Span<int> digits = [record[0] & 15, record[0] >> 4, record[1] & 15, record[2] & 15, record[2] >> 4, record[1] >> 4];
        var length = digits[5] == 15 ? 5 : 6;
        return digits[..length].ContainsAnyInRange(10, 15) ? null : string.Concat(digits[..length].ToArray().Select(d => d.ToString(CultureInfo.InvariantCulture)));
    }

    private static byte Octet(char high, char low) => (byte)(Digit(high) << 4 | Digit(low));

    private static int Digit(char digit) => digit == 'F' ? 15 : digit - '0';
}
