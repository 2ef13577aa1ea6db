namespace AtRun.Protocol.Commands.Network;

/// <summary>The list of preferred operators on the SIM, the first of which is taken where the subscriber's own is not heard.</summary>
/// <remarks>27.007 §7.19; AT reference 80000ST10025a p132, +CPOL; example in Telit 1vv0300784 p27</remarks>
[AtAction("+CPOL", Forms.Setting, NeedsPin = true, NewStyleOnly = true, TestVaries = true)]
public sealed partial record Cpol
{
    /// <summary>The value of the one format there is.</summary>
    public const int Numeric = 2;

    /// <summary>place in the list; without an operator it is emptied; none: the next free place</summary>
    [Range(0, 255), Domain("(1-20)")] public int Index { get; init; }

    /// <summary>of the operator: 2: country and network code</summary>
    [OneOf(Numeric)] public int Format { get; init; } = Numeric;

    /// <summary>operator</summary>
    [Text(0, 6), Domain("")] public string Oper { get; init; } = "";
}
