namespace AtRun.Protocol.Commands.General;

/// <summary>Which output lines of the main port are the driver's, and which are set by #V24.</summary>
/// <remarks>AT reference 80000ST10025a p310, #V24CFG</remarks>
[AtSetting("#V24CFG", Saved.Never, NewStyleOnly = true)]
public sealed partial record V24Cfg
{
    /// <summary>Lines; from this one on they are inputs.</summary>
    public const int FirstInput = 4;

    /// <summary>line: 0 DCD, 1 CTS, 2 RI, 3 DSR; 4 DTR and 5 RTS are inputs</summary>
    [Key, Range(0, 5)] public int Pin { get; init; }

    /// <summary>0: of the port, 1: set by #V24</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
