namespace AtRun.Protocol.Commands.General;

/// <summary>Clock of the processor, which changes nothing but the power that a module needs.</summary>
/// <remarks>AT reference 80000ST10025a p354, #CPUMODE</remarks>
[AtSetting("#CPUMODE", Saved.Shared, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record CpuMode
{
    /// <summary>0: normal, 1: fast, 2: fast during packet transfers</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; }
}
