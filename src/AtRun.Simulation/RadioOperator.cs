using System.Collections.Immutable;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A base station as a place hears it.</summary>
/// <param name="Bsic">Base station identity code; printed in octal.</param>
/// <param name="Lac">Location area.</param>
/// <param name="CellId">Cell identity.</param>
/// <param name="Arfcn">Radio channel of the BCCH: 512-885 is 1800 MHz, 128-251 850 MHz, else 900 MHz.</param>
/// <param name="Says">That it is barred or of low priority.</param>
public readonly record struct Site(int Bsic, int Lac, int CellId, int Arfcn, CellStatus Says = CellStatus.Suitable)
{
    /// <summary>Far enough from its BCCH for one antenna; in <see cref="RadioOperator.Around"/> nobody else has it.</summary>
    private const int TrafficOffset = 11;

    /// <summary>Its channel without BCCH, if the band goes on so far.</summary>
    public int? Traffic => this with { Arfcn = Arfcn + TrafficOffset } is var other && other.Band == Band && RadioChannels.Of(Band).Contains(other.Arfcn) ? other.Arfcn : null;

    /// <summary>The band of its channel, as networks of Europe use them.</summary>
    public RadioBands Band => Arfcn is >= 512 and <= 885 ? RadioBands.Dcs1800 : Arfcn is >= 128 and <= 251 ? RadioBands.Gsm850 : RadioBands.Gsm900;
}

/// <summary>An operator with its base stations.</summary>
/// <param name="Name">Long name, up to 16 characters.</param>
/// <param name="Plmn">MCC and MNC, 5 or 6 digits.</param>
/// <param name="Sites">Those that are heard around.</param>
/// <param name="Forbidden">Takes no SIM but its own.</param>
/// <param name="PacketForGuests">Packet data for SIMs of other operators.</param>
/// <param name="Loss">dB by which it is heard weaker than the strongest operator.</param>
public sealed record RadioOperator(string Name, string Plmn, ImmutableArray<Site> Sites, bool Forbidden = false, bool PacketForGuests = true, int Loss = 0)
{
    // Areas and identities as the notes' screens show them: AT reference 80000ST10025a p320-321, Telit 80000NT10043a p27, p47.
    private static readonly ImmutableArray<Site> Strongest =
    [
        new(0x30, 0x4E54, 0x6A1A, 90), new(0x34, 0x4E54, 0x6A1B, 102), new(0x32, 0x4E54, 0x6A0D, 78), new(0x30, 0x4E54, 0x6A22, 96),
        new(0x35, 0x4E54, 0x5F31, 84), new(0x33, 0x4E54, 0x5F32, 108), new(0x31, 0x4E55, 0x5D07, 99), new(0x36, 0x4E55, 0x5D08, 93),
    ];

    private static readonly ImmutableArray<Site> Second =
    [
        new(0x38, 0x55FA, 0x1D23, 736), new(0x3D, 0x55FA, 0x1297, 983), new(0x3A, 0x55FA, 0x1289, 976), new(0x38, 0x55FA, 0x1D15, 749),
        new(0x3A, 0x55FA, 0x1D0D, 751, CellStatus.LowPriority), new(0x3D, 0x55FA, 0x1296, 978), new(0x38, 0x55FA, 0x1D77, 756), new(0x38, 0x55FA, 0x12EB, 979),
    ];

    private static readonly ImmutableArray<Site> Third =
    [
        new(0x11, 0xD5BD, 0x5265, 9), new(0x12, 0xD5BD, 0x5266, 13), new(0x14, 0xD5BD, 0x520F, 27, CellStatus.Barred), new(0x10, 0xD5BD, 0x5210, 4),
    ];

    /// <summary>Three operators; the SIM is at home with the first. Its name and number may be others, as an option of the command line.</summary>
    public static ImmutableArray<RadioOperator> Around(string home = "vodafone IT", string plmn = "22210") =>
    [
        new(home, plmn, Strongest),
        new("I WIND", plmn == "22288" ? "22210" : "22288", Second, PacketForGuests: false, Loss: 3),
        new("I TIM", plmn == "22201" ? "22210" : "22201", Third, Forbidden: true, Loss: 9),
    ];
}
