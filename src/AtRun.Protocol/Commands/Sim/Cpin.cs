namespace AtRun.Protocol.Commands.Sim;

/// <summary>What secret the SIM waits for; gives it.</summary>
/// <remarks>27.007 §8.3; AT reference 80000ST10025a p140, +CPIN</remarks>
[AtAction("+CPIN", Forms.Setting, TimeLimit = 5)]
public sealed partial record Cpin
{
    /// <summary>the PIN, 4 to 8 digits, or the PUK, 8 digits</summary>
    [Mandatory, Secret, Text(4, 8)] public string Pin { get; init; } = "";

    /// <summary>a new PIN, which replaces the old one; needed with the PUK</summary>
    [Secret, Text(0, 8)] public string NewPin { get; init; } = "";
}
