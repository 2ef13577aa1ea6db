namespace AtRun.Protocol.Commands.Network;

/// <summary>Which list of operators' names is used: a fixed one, or the one of the software that runs.</summary>
/// <remarks>AT reference 80000ST10025a p289, #PLMNMODE; 1 is the factory value of two products, see the table of products</remarks>
[AtSetting("#PLMNMODE", Saved.Nvm)]
public sealed partial record PlmnMode
{
    /// <summary>0: fixed, 1: may be another after an update of the software</summary>
    [Range(0, 1)] public int List { get; init; }
}
