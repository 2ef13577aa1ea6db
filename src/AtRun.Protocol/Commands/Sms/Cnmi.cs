namespace AtRun.Protocol.Commands.Sms;

/// <summary>How new messages are indicated to the terminal.</summary>
/// <remarks>27.005 §3.4.1; AT reference 80000ST10025a p221-231, +CNMI</remarks>
[AtSetting("+CNMI", Saved.Extended)]
public sealed partial record Cnmi
{
    /// <summary>The value of the mode that tells a terminal on line by a break.</summary>
    public const int ByBreak = 3;

    /// <summary>indications: 0: kept in the module, 1: shown, lost while the terminal is on line, 2: shown, kept while it is on line, 3: as 2, told by a break while it is on line</summary>
    [Range(0, 3)] public int Mode { get; init; }

    /// <summary>received messages: 0: stored, 1: stored and indicated (+CMTI), 2: shown, not stored (+CMT), 3: class 3 as 2, others as 1</summary>
    [Range(0, 3)] public int Mt { get; init; }

    /// <summary>cell broadcast messages: 0: not shown, 2: shown (+CBM), 3: those of class 3 are shown</summary>
    [OneOf(0, 2, 3)] public int Bm { get; init; }

    /// <summary>status reports: 0: neither stored nor shown, 1: shown (+CDS), 2: stored and indicated (+CDSI)</summary>
    [Range(0, 2)] public int Ds { get; init; }

    /// <summary>kept indications, when mode 1 to 3 is set: 0: shown, 1: dropped</summary>
    [Range(0, 1)] public int Bfr { get; init; }
}
