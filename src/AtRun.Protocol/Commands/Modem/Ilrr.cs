namespace AtRun.Protocol.Commands.Modem;

/// <summary>Report of the port's speed on connection.</summary>
/// <remarks>V.250 §6.2.13; AT reference 80000ST10025a p60</remarks>
[AtSetting("+ILRR", Saved.Extended)]
public sealed partial record Ilrr
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int N { get; init; }
}
