namespace AtRun.Protocol.Commands.Network;

/// <summary>USSD: codes to the network, and what it says.</summary>
/// <remarks>27.007 §7.15; AT reference 80000ST10025a p121-124, +CUSD. The mode alone is kept.</remarks>
[AtSetting("+CUSD", Saved.Extended, NeedsPin = true)]
public sealed partial record Cusd
{
    /// <summary>Ends the dialogue that is open.</summary>
    public const int Cancel = 2;

    /// <summary>0: what the network says is not shown, 1: it is (+CUSD: m,str,dcs), 2: the dialogue ends</summary>
    [Range(0, Cancel)] public int N { get; init; }

    /// <summary>code or answer: in the character set of +CSCS, or hexadecimal where dcs is 8-bit or UCS2; without it the network is not asked</summary>
    [Text(0, 728)] public string Str { get; init; } = "";

    /// <summary>data coding scheme of cell broadcast</summary>
    [Range(0, 255)] public int Dcs { get; init; }
}
