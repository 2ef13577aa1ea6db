namespace AtRun.Protocol.Commands.Modem;

/// <summary>What the module is.</summary>
/// <remarks>V.250 §6.1.3; AT reference 80000ST10025a p54. The texts are not printed there: own choice.</remarks>
[AtAction("I", Forms.Execute | Forms.Write)]
public sealed partial record Identification
{
    /// <summary>0: number of the type, 1: checksum, 2: its check, 3: manufacturer, 4: product, 5: version</summary>
    [Range(0, 5)] public int Value { get; init; }
}
