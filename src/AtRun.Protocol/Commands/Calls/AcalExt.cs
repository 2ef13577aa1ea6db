namespace AtRun.Protocol.Commands.Calls;

/// <summary>Calls a number of a phonebook when the terminal switches DTR on, under &amp;D2.</summary>
/// <remarks>AT reference 80000ST10025a p328-329; on instance 1 alone (p26)</remarks>
[AtSetting("#ACALEXT", Saved.Extended, NeedsPin = true)]
public sealed partial record AcalExt
{
    public const int Off = 0, Module = 1, Card = 2;

    /// <summary>0: off, 1: a number of &amp;Z, 2: a number of the SIM's phonebook</summary>
    [Mandatory, Range(Off, Card)] public int Mode { get; init; }

    /// <summary>place of the number, in two ranges as the manual has it (p329): 0 to 9 of &amp;Z, 1 to 250 of the SIM</summary>
    [Mandatory, Range(0, 250), Domain("(0-9),(1-250)")] public int Index { get; init; }
}
