namespace AtRun.Protocol.Commands.Modem;

/// <summary>Framing of the characters on the port at a fixed speed.</summary>
/// <remarks>V.250 §6.2.11; AT reference 80000ST10025a p61</remarks>
[AtSetting("+ICF", Saved.Base)]
public sealed partial record Icf
{
    /// <summary>0: found out, 1: 8N2, 2: 8 data bits with parity, 3: 8N1, 5: 7 data bits with parity</summary>
    [Mandatory, OneOf(0, 1, 2, 3, 5)] public int Format { get; init; }

    /// <summary>0: odd, 1: even; 0 where the format has no parity</summary>
    [Range(0, 1)] public int Parity { get; init; }
}
