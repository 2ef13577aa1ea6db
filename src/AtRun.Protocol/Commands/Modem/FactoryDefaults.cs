namespace AtRun.Protocol.Commands.Modem;

/// <summary>Back to the factory settings.</summary>
/// <remarks>V.250 §6.1.2; AT reference 80000ST10025a p43</remarks>
[AtAction("&F", Forms.Execute | Forms.Write)]
public sealed partial record FactoryDefaults
{
    /// <summary>0: base section, 1: base and extended sections</summary>
    [Range(0, 1)] public int Sections { get; init; }
}
