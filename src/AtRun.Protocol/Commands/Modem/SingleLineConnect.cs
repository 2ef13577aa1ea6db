namespace AtRun.Protocol.Commands.Modem;

/// <summary>Connect message in a single line.</summary>
/// <remarks>AT reference 80000ST10025a p49</remarks>
[AtSetting("\\V", Saved.Never)]
public sealed partial record SingleLineConnect
{
    /// <summary>0: off, 1: on</summary>
    [Range(0, 1)] public int Value { get; init; }
}
