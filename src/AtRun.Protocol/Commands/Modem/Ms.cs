namespace AtRun.Protocol.Commands.Modem;

/// <summary>Modulation; without effect, kept for programs made for landline modems.</summary>
/// <remarks>V.250 §6.4.1; AT reference 80000ST10025a p68. The factory values are not printed there: own choice.</remarks>
[AtSetting("+MS", Saved.Extended)]
public sealed partial record Ms
{
    /// <summary>carrier</summary>
    [Mandatory, Text(3, 4, Bare = true), Domain("(V21,V22,V22B,V23C,V32,V34)")] public string Carrier { get; init; } = "V32";

    /// <summary>0: no negotiation, 1: automatic</summary>
    [Range(0, 1)] public int Automode { get; init; } = 1;

    /// <summary>bit/s; 0: any</summary>
    [OneOf(0, 300, 1200, 2400, 4800, 9600, 14400)] public int MinRate { get; init; }

    /// <summary>bit/s; 0: any</summary>
    [OneOf(0, 300, 1200, 2400, 4800, 9600, 14400)] public int MaxRate { get; init; }
}
