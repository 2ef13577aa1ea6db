namespace AtRun.Protocol.Commands.General;

/// <summary>Silence. The module makes no sound; the indicator of sound (+CIND) follows.</summary>
/// <remarks>AT reference 80000ST10025a p372, +CSIL</remarks>
[AtSetting("+CSIL", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Csil
{
    /// <summary>1: silent</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
