namespace AtRun.Protocol.Commands.Modem;

/// <summary>Echo of what is typed.</summary>
/// <remarks>V.250 §6.2.4; AT reference 80000ST10025a p51</remarks>
[AtSetting("E", Saved.Base)]
public sealed partial record Echo
{
    /// <summary>0: off, 1: on</summary>
    [Range(0, 1)] public int Value { get; init; } = 1;
}
