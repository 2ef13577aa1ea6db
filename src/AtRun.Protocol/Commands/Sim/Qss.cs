namespace AtRun.Protocol.Commands.Sim;

/// <summary>Whether the module tells of changes of the SIM by itself.</summary>
/// <remarks>AT reference 80000ST10025a p324, #QSS</remarks>
[AtSetting("#QSS", Saved.Extended)]
public sealed partial record Qss
{
    /// <summary>0: no; 1: inserted (1) and not inserted (0); 2: also unlocked (2) and ready (3)</summary>
    [Range(0, 2)] public int Mode { get; init; }
}
