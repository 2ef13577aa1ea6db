namespace AtRun.Protocol.Commands.General;

/// <summary>Auxiliary voltage output.</summary>
/// <remarks>AT reference 80000ST10025a p306-308, #VAUX</remarks>
[AtAction("#VAUX", Forms.Setting, Families = Families.TwoG)]
public sealed partial record Vaux
{
    /// <summary>output: there is one</summary>
    [Range(1, 1)] public int N { get; init; } = -1;

    /// <summary>0: off, 1: on, 2: query</summary>
    [Range(0, 2)] public int Stat { get; init; } = -1;
}
