namespace AtRun.Module.Worlds;

/// <summary>Whether a cell could serve the module (AT reference 80000ST10025a p504, p510).</summary>
public enum CellStatus
{
    Suitable = 0,

    /// <summary>The cell says that others are to be preferred (05.08 §6.4, CBQ).</summary>
    LowPriority = 1,

    /// <summary>Of a network that does not take this SIM.</summary>
    Forbidden = 2,

    Barred = 3,

    /// <summary>Heard too weakly to be used (05.08 §6.4, C1).</summary>
    LowLevel = 4,

    Other = 5,
}

/// <summary>A carrier that a survey found.</summary>
/// <param name="Arfcn">Radio channel: 0-1023, or one of UMTS.</param>
/// <param name="PowerDbm">Received level.</param>
/// <param name="Says">What its BCCH says; null: it has none, or is too weak to be read.</param>
public sealed record Carrier(int Arfcn, int PowerDbm, CarrierCell? Says = null);

/// <summary>What a survey reads from a BCCH.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Status">Whether it could serve.</param>
/// <param name="Serves">The module is camped on it.</param>
/// <param name="Channels">Cell channel description (44.018 §10.5.2.1b): its radio channels, ascending; at most 64.</param>
/// <param name="Allocation">BCCH allocation (44.018 §10.5.2.22): the channels of its neighbours, ascending; at most 32.</param>
public sealed record CarrierCell(Cell Cell, CellStatus Status, bool Serves, IReadOnlyList<int> Channels, IReadOnlyList<int> Allocation);

/// <summary>Channel numbers of bands.</summary>
public static class RadioChannels
{
    // 45.005 §2: E-GSM 900, DCS 1800, GSM 850, PCS 1900.
    private static readonly (RadioBands Band, int First, int Last)[] Ranges =
    [
        (RadioBands.Gsm900, 0, 124), (RadioBands.Gsm900, 975, 1023), (RadioBands.Dcs1800, 512, 885), (RadioBands.Gsm850, 128, 251), (RadioBands.Pcs1900, 512, 810),
    ];

    /// <summary>Downlink channels of UMTS at 2100 MHz (25.101 §5.4.3).</summary>
    public const int FirstUmts = 10562, LastUmts = 10838;

    /// <summary>The channels of UMTS, ascending.</summary>
    public static IEnumerable<int> OfUmts => Enumerable.Range(FirstUmts, LastUmts - FirstUmts + 1);

    /// <summary>The channels of the bands, ascending.</summary>
    public static IEnumerable<int> Of(RadioBands bands) =>
        Ranges.Where(r => (bands & r.Band) != 0).SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).Distinct().Order();
}
