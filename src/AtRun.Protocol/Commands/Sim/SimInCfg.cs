namespace AtRun.Protocol.Commands.Sim;

/// <summary>A general purpose pin tells whether there is a SIM.</summary>
/// <remarks>AT reference 80000ST10025a p368, #SIMINCFG, which does not say whether it is kept: it is, as the wiring is</remarks>
[AtSetting("#SIMINCFG", Saved.Nvm, NewStyleOnly = true, TestVaries = true)]
public sealed partial record SimInCfg
{
    /// <summary>0: none; 1 to the number of pins: low there is a SIM</summary>
    [Mandatory, Range(0, 255)] public int GpioPin { get; init; }
}
