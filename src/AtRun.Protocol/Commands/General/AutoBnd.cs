namespace AtRun.Protocol.Commands.General;

/// <summary>Automatic choice of the radio bands at power-on, while the operator is chosen automatically (+COPS=0).</summary>
/// <remarks>AT reference 80000ST10025a p342-343, #AUTOBND. Two products have 2 at first, see the table of products.</remarks>
[AtSetting("#AUTOBND", Saved.Nvm)]
public sealed partial record AutoBnd
{
    /// <summary>The bands change from the next power-on until a cell is heard.</summary>
    public const int Searching = 1;

    /// <summary>All four bands at once; #BND then has no effect.</summary>
    public const int AllBands = 2;

    /// <summary>0: the bands of #BND, 1: from the next power-on others every 90 s until a cell is heard, 2: all four at once</summary>
    [Range(0, 2)] public int Value { get; init; }
}
