namespace AtRun.Protocol.Commands.Sim;

/// <summary>Finds entries of the phonebook whose name begins with a text.</summary>
/// <remarks>27.007 §8.13; AT reference 80000ST10025a p152, +CPBF</remarks>
[AtAction("+CPBF", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 10)]
public sealed partial record Cpbf
{
    /// <summary>beginning of the name, upper or lower case, in the character set of +CSCS; empty: all entries</summary>
    [Mandatory, Text(0, 80)] public string FindText { get; init; } = "";
}
