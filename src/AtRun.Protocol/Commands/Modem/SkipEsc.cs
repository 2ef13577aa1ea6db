namespace AtRun.Protocol.Commands.Modem;

/// <summary>Whether the escape sequence itself is sent to the far side.</summary>
/// <remarks>AT reference 80000ST10025a p344, #SKIPESC</remarks>
[AtSetting("#SKIPESC", Saved.Extended, NeedsPin = true)]
public sealed partial record SkipEsc
{
    /// <summary>0: it is sent, 1: it is not</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
