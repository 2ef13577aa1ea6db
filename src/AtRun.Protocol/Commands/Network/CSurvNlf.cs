namespace AtRun.Protocol.Commands.Network;

/// <summary>Whether the network surveys do without the empty lines between carriers.</summary>
/// <remarks>AT reference 80000ST10025a p518. One choice for all instances, lost at power-off: the manual lists it in no profile.</remarks>
[AtSetting("#CSURVNLF", Saved.Never)]
public sealed partial record CSurvNlf
{
    /// <summary>0: CR LF behind each block stay, 1: they are removed</summary>
    [Range(0, 1)] public int Value { get; init; }
}
