namespace AtRun.Protocol.Commands.Sim;

/// <summary>Writes the subscriber's own number to the SIM; a place alone is emptied.</summary>
/// <remarks>AT reference 80000ST10025a p353, #SNUM: without #ENS one place, and no plus</remarks>
[AtAction("#SNUM", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Snum
{
    /// <summary>place</summary>
    [Mandatory, Range(1, 1)] public int Index { get; init; } = 1;

    /// <summary>digits; in the character set of +CSCS</summary>
    [Text(0, 80)] public string Number { get; init; } = "";

    /// <summary>name, in the character set of +CSCS</summary>
    [Text(0, 80)] public string Alpha { get; init; } = "";
}
