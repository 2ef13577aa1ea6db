namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers of a band, as text.</summary>
/// <remarks>AT reference 80000ST10025a p503; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY)</remarks>
[AtAction("#CSURV", Forms.Execute | Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, DelayBySms = 10, TimeLimit = 120)]
public sealed partial record CSurv
{
    /// <summary>first channel</summary>
    [Range(0, 1023)] public int S { get; init; }

    /// <summary>last channel</summary>
    [Range(0, 1023)] public int E { get; init; } = 1023;
}
