namespace AtRun.Protocol.Commands.Sim;

/// <summary>When the number of the SIM (#CCID) is read.</summary>
/// <remarks>AT reference 80000ST10025a p359, #FASTCCID; in effect from the next power-on</remarks>
[AtSetting("#FASTCCID", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record FastCcid
{
    /// <summary>0: when it is asked for, 1: once, when the SIM is found</summary>
    [Range(0, 1)] public int Fast { get; init; }
}
