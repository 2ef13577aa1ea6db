namespace AtRun.Protocol.Commands.General;

/// <summary>The clock takes the time and the zone that the network tells.</summary>
/// <remarks>27.007 §8.40; AT reference 80000ST10025a p374, +CTZU</remarks>
[AtSetting("+CTZU", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Ctzu
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Onoff { get; init; }
}
