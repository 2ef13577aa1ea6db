namespace AtRun.Protocol.Commands.Sim;

/// <summary>The SIM is read at a higher speed, where it has one.</summary>
/// <remarks>AT reference 80000ST10025a p352, #ENHSIM; in effect from the next start or the next card on</remarks>
[AtSetting("#ENHSIM", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record EnhSim
{
    /// <summary>0: at the basic speed, 1: at 512 clocks, 8 times as fast</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
