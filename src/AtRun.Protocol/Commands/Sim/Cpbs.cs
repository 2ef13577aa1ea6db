namespace AtRun.Protocol.Commands.Sim;

/// <summary>Phonebook that the phonebook commands work on.</summary>
/// <remarks>27.007 §8.11; AT reference 80000ST10025a p148, +CPBS: of its storages those of the SIM that hold numbers to be called</remarks>
[AtSetting("+CPBS", Saved.Extended, NeedsPin = true)]
public sealed partial record Cpbs
{
    /// <summary>The SIM's phonebook.</summary>
    public const string Numbers = "SM";

    /// <summary>The fixed dialling numbers.</summary>
    public const string Fixed = "FD";

    /// <summary>"SM": the SIM's phonebook, "FD": the fixed dialling numbers, which need the PIN2</summary>
    [Mandatory, Text(2, 2), Domain("(\"SM\",\"FD\")")] public string Storage { get; init; } = Numbers;
}
