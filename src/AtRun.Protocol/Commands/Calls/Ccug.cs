namespace AtRun.Protocol.Commands.Calls;

/// <summary>Closed user group of the calls that are made.</summary>
/// <remarks>27.007 §7.10; 22.085; AT reference 80000ST10025a p131-132. ATD…G and ATD…g use it for one call.</remarks>
[AtSetting("+CCUG", Saved.Never, NeedsPin = true)]
public sealed partial record Ccug
{
    /// <summary>No index: the preferential group.</summary>
    public const int Preferential = 10;

    /// <summary>0: no word of groups, 1: what follows is said with each call</summary>
    [Range(0, 1)] public int N { get; init; }

    /// <summary>group, 0 to 9; 10: the preferential one</summary>
    [Range(0, Preferential)] public int Index { get; init; } = Preferential;

    /// <summary>0: nothing, 1: nobody outside the group, 2: not the preferential group, 3: both</summary>
    [Range(0, 3)] public int Info { get; init; }
}
