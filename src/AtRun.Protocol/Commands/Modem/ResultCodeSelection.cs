namespace AtRun.Protocol.Commands.Modem;

/// <summary>Extended result codes.</summary>
/// <remarks>V.250 §6.2.7; AT reference 80000ST10025a p53</remarks>
[AtSetting("X", Saved.Base)]
public sealed partial record ResultCodeSelection
{
    /// <summary>0: plain CONNECT, no NO DIALTONE, no BUSY; 1 to 4: all codes</summary>
    [Range(0, 4)] public int Value { get; init; } = 1;
}
