namespace AtRun.Protocol.Commands.General;

/// <summary>Tells by +CTZV that the network told another zone.</summary>
/// <remarks>27.007 §8.41; AT reference 80000ST10025a p374, +CTZR</remarks>
[AtSetting("+CTZR", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Ctzr
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Onoff { get; init; }
}
