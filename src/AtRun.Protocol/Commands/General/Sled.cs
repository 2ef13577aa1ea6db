namespace AtRun.Protocol.Commands.General;

/// <summary>The status light.</summary>
/// <remarks>AT reference 80000ST10025a p301-302, #SLED</remarks>
[AtSetting("#SLED", Saved.LedSet, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Sled
{
    /// <summary>The mode in which the durations mean something.</summary>
    public const int Blinking = 3;

    /// <summary>The longest duration.</summary>
    public const int Longest = 100;

    /// <summary>0: off, 1: on, 2: as the module is doing, 3: blinking</summary>
    [Mandatory, Range(0, Blinking)] public int Mode { get; init; } = 2;

    /// <summary>on while blinking, tenths of a second</summary>
    [Range(1, Longest)] public int OnDuration { get; init; } = 10;

    /// <summary>off while blinking, tenths of a second</summary>
    [Range(1, Longest)] public int OffDuration { get; init; } = 10;
}
