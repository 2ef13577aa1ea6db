namespace AtRun.Protocol.Commands.Sim;

/// <summary>Writes an entry of the phonebook; a place alone is emptied.</summary>
/// <remarks>27.007 §8.14; AT reference 80000ST10025a p155, +CPBW</remarks>
[AtAction("+CPBW", Forms.Write | Forms.Test, NeedsPin = true, TestVaries = true)]
public sealed partial record Cpbw
{
    /// <summary>place; 0: the first free one</summary>
    [Range(0, 255)] public int Index { get; init; }

    /// <summary>number, in the character set of +CSCS</summary>
    [Text(0, 84)] public string Number { get; init; } = "";

    /// <summary>129: national numbering, 145: international; without it the + of the number says so</summary>
    [OneOf(129, 145)] public int Type { get; init; } = 129;

    /// <summary>name, in the character set of +CSCS</summary>
    [Text(0, 80)] public string Text { get; init; } = "";
}
