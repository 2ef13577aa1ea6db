namespace AtRun.Protocol.Commands.Modem;

/// <summary>What ends a voice call beside +CHUP: ATH, a drop of DTR.</summary>
/// <remarks>27.007 §6.20; AT reference 80000ST10025a p93</remarks>
[AtSetting("+CVHU", Saved.Extended, NeedsPin = true)]
public sealed partial record Cvhu
{
    /// <summary>Neither ends it.</summary>
    public const int Neither = 1;

    /// <summary>ATH ends it, and a drop of DTR as &amp;D says.</summary>
    public const int AsDtrControl = 2;

    /// <summary>0: ATH alone, 1: neither, 2: ATH, and DTR as &amp;D says</summary>
    [Range(0, AsDtrControl)] public int Mode { get; init; } = AsDtrControl;
}
