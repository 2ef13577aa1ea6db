namespace AtRun.Protocol.Commands.Sim;

/// <summary>Phonebook that the phonebook commands work on.</summary>
/// <remarks>27.007 §8.11; AT reference 80000ST10025a p148, +CPBS</remarks>
[AtSetting("+CPBS", Saved.Extended, NeedsPin = true)]
public sealed partial record Cpbs
{
    /// <summary>The SIM's phonebook.</summary>
    public const string Numbers = "SM";

    /// <summary>The fixed dialling numbers.</summary>
    public const string Fixed = "FD";

    /// <summary>The last numbers dialled.</summary>
    public const string Dialled = "LD";

    /// <summary>Calls that were not answered.</summary>
    public const string Missed = "MC";

    /// <summary>Calls that were answered.</summary>
    public const string Received = "RC";

    /// <summary>The mailbox numbers of the SIM.</summary>
    public const string Mailboxes = "MB";

    /// <summary>
    /// "SM": the SIM's phonebook, "FD": the fixed dialling numbers, which need the PIN2, "LD": last numbers dialled, "MC": calls missed, "RC": calls received,
    /// "MB": mailbox numbers, where the SIM has them
    /// </summary>
    [Mandatory, Text(2, 2), Domain("(\"SM\",\"FD\",\"LD\",\"MC\",\"RC\")")] public string Storage { get; init; } = Numbers;
}
