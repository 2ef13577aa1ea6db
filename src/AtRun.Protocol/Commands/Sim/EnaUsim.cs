namespace AtRun.Protocol.Commands.Sim;

/// <summary>Whether a card's USIM application is used, if it has one, from the next power-on.</summary>
/// <remarks>AT reference 80000ST10025a p369, #ENAUSIM. The simulated card is a SIM (GSM 11.11): it has no such application.</remarks>
[AtSetting("#ENAUSIM", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record EnaUsim
{
    /// <summary>0: no, 1: yes</summary>
    [Mandatory, Range(0, 1)] public int Enable { get; init; }
}
