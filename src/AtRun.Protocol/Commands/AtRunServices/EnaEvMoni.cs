namespace AtRun.Protocol.Commands.AtRunServices;

/// <summary>Event monitor: commands are run when something happens to the module.</summary>
/// <remarks>AT reference 80000ST10025a p389, #ENAEVMONI</remarks>
[AtSetting("#ENAEVMONI", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record EnaEvMoni
{
    /// <summary>0: off, 1: on</summary>
    [Mandatory, Range(0, 1)] public int Mod { get; init; }
}
