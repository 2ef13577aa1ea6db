namespace AtRun.Protocol.Commands.General;

/// <summary>Format of times on a display, which a module does not have: it is kept and told.</summary>
/// <remarks>27.007 §6.24; AT reference 80000ST10025a p373, +CSTF</remarks>
[AtSetting("+CSTF", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record Cstf
{
    /// <summary>1: 24 hours, 2: a.m. and p.m.</summary>
    [Range(1, 2)] public int Mode { get; init; } = 1;
}
