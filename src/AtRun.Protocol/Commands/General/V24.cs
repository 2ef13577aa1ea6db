namespace AtRun.Protocol.Commands.General;

/// <summary>Level of a line of the main port, and sets it where #V24CFG says so. Low is on, as on the module's pins.</summary>
/// <remarks>AT reference 80000ST10025a p310-311, #V24</remarks>
[AtAction("#V24", Forms.Setting, NewStyleOnly = true)]
public sealed partial record V24
{
    /// <summary>line: 0 DCD, 1 CTS, 2 RI, 3 DSR, 4 DTR, 5 RTS</summary>
    [Mandatory, Range(0, 5)] public int Pin { get; init; }

    /// <summary>0: low, 1: high; none: query</summary>
    [Range(0, 1)] public int State { get; init; } = -1;
}
