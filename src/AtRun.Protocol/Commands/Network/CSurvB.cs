namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers until a number of carriers with a BCCH is found, as text.</summary>
/// <remarks>AT reference 80000ST10025a p515; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY)</remarks>
[AtAction("#CSURVB", Forms.Execute | Forms.Write | Forms.Test, Families = Families.None, NewStyleOnly = true, DelayBySms = 10, TimeLimit = 120)]
public sealed partial record CSurvB
{
    /// <summary>carriers with a BCCH after which it stops</summary>
    [Range(1, 1023)] public int N { get; init; } = 1;
}
