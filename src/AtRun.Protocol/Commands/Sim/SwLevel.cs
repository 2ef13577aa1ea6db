namespace AtRun.Protocol.Commands.Sim;

/// <summary>The status of a SIM that asks for no PIN is told sooner (#QSS).</summary>
/// <remarks>AT reference 80000ST10025a p362, #SWLEVEL</remarks>
[AtSetting("#SWLEVEL", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record SwLevel
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Level { get; init; }
}
