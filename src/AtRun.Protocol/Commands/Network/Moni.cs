namespace AtRun.Protocol.Commands.Network;

/// <summary>What the radio hears: one cell, or a table of the serving cell and its neighbours.</summary>
/// <remarks>AT reference 80000ST10025a p318, #MONI. One choice for all instances.</remarks>
[AtAction("#MONI", Forms.Execute | Forms.Write | Forms.Test, TestVaries = true)]
public sealed partial record Moni
{
    /// <summary>Neighbours at most.</summary>
    public const int MaxNeighbour = 6;

    public const int Table = 7;

    /// <summary>0: the serving cell, 1-6: a neighbour, 7: all as a table</summary>
    [Range(0, Table)] public int Number { get; init; }
}
