namespace AtRun.Protocol.Commands.Modem;

/// <summary>Report of the data compression on connection.</summary>
/// <remarks>V.250 §6.6.2; AT reference 80000ST10025a p69</remarks>
[AtSetting("+DR", Saved.Extended)]
public sealed partial record Dr
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int N { get; init; }
}
