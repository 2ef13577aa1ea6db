namespace AtRun.Protocol.Commands.General;

/// <summary>Loudness of the ring. The module makes no sound; the indicator of sound (+CIND) follows.</summary>
/// <remarks>27.007 §8.21; AT reference 80000ST10025a p166-167, +CRSL (the factory value is not printed there)</remarks>
[AtSetting("+CRSL", Saved.Shared)]
public sealed partial record Crsl
{
    /// <summary>0: off, 1: low, 2: middle, 3: high, 4: progressive</summary>
    [Mandatory, Range(0, 4)] public int Level { get; init; } = 2;
}
