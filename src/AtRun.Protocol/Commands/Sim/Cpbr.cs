namespace AtRun.Protocol.Commands.Sim;

/// <summary>Reads entries of the phonebook.</summary>
/// <remarks>27.007 §8.12; AT reference 80000ST10025a p150, +CPBR</remarks>
[AtAction("+CPBR", Forms.Write | Forms.Test, NeedsPin = true, TestVaries = true)]
public sealed partial record Cpbr
{
    /// <summary>place, or the first of several</summary>
    [Mandatory, Range(1, 255)] public int Index1 { get; init; } = 1;

    /// <summary>the last of several</summary>
    [Range(0, 255)] public int Index2 { get; init; }
}
