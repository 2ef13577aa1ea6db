namespace AtRun.Protocol.Commands.General;

/// <summary>Silent alerts. The module makes no sound; the indicator of sound (+CIND) follows.</summary>
/// <remarks>27.007 §8.20; AT reference 80000ST10025a p164-165, +CALM</remarks>
[AtSetting("+CALM", Saved.Shared)]
public sealed partial record Calm
{
    /// <summary>0: normal, 1: silent but for alarms, 2: silent</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; }
}
