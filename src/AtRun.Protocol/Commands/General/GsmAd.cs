namespace AtRun.Protocol.Commands.General;

/// <summary>How the antenna of the radio is: measured now, or again and again.</summary>
/// <remarks>AT reference 80000ST10025a p349-351, #GSMAD. Which pins it takes from the factory is not printed there: own choice.</remarks>
[AtAction("#GSMAD", Forms.Setting, TestVaries = true, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record GsmAd
{
    /// <summary>The values of mod that measure at once: 2 tells a change, 3 answers.</summary>
    public const int Periodic = 1, OnceIfChanged = 2, Now = 3;

    /// <summary>0: off, 1: again and again, 2: now, and a change is told, 3: now</summary>
    [Mandatory, Range(0, 3)] public int Mod { get; init; }

    /// <summary>1: #GSMAD tells a change; with 1</summary>
    [Range(0, 1)] public int UrcMode { get; init; } = -1;

    /// <summary>seconds from one measurement to the next; with 1</summary>
    [Range(1, 3600)] public int Interval { get; init; } = -1;

    /// <summary>pin that it measures by</summary>
    [Range(1, 13)] public int DetGpio { get; init; } = -1;

    /// <summary>pin that is high while the antenna is not right; with 1</summary>
    [Range(1, 13)] public int RepGpio { get; init; } = -1;
}

/// <summary>The URC of #GSMAD, which each instance has for itself.</summary>
/// <remarks>AT reference 80000ST10025a p351: part of the extended profile, while the rest of #GSMAD is one for the module</remarks>
[AtSetting("#GSMAD:URC", Saved.Extended, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record GsmAdUrc
{
    /// <summary>1: #GSMAD tells a change</summary>
    [Range(0, 1)] public int UrcMode { get; init; }
}

/// <summary>The rest of #GSMAD.</summary>
/// <remarks>AT reference 80000ST10025a p351: saved in NVM</remarks>
[AtSetting("#GSMAD:SET", Saved.Nvm, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record GsmAdSet
{
    /// <summary>0: off, 1: again and again</summary>
    [Range(0, 1)] public int Mod { get; init; }

    /// <summary>seconds</summary>
    [Range(1, 3600)] public int Interval { get; init; } = 120;

    /// <summary>pin that it measures by</summary>
    [Range(1, 13)] public int DetGpio { get; init; } = 1;

    /// <summary>pin that is high while the antenna is not right</summary>
    [Range(1, 13)] public int RepGpio { get; init; } = 2;
}
