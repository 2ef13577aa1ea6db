namespace AtRun.Protocol.Commands.Modem;

/// <summary>Shows settings.</summary>
/// <remarks>AT reference 80000ST10025a p47-49. The form of 0 and 2 is not printed there: own choice.</remarks>
[AtAction("&V", Forms.Execute | Forms.Write)]
public sealed partial record ShowConfiguration
{
    /// <summary>0: base section, 1: S parameters, 2: last connection, 3: S parameters with S30</summary>
    [Range(0, 3)] public int What { get; init; }
}
