namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers until a number of carriers with a BCCH is found, in figures.</summary>
/// <remarks>AT reference 80000ST10025a p516; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY), §3.8.2. What the bands in use allow is less than the domain here.</remarks>
[AtAction("#CSURVBC", Forms.Write | Forms.Test, DelayBySms = Survey.DelayBySms, TimeLimit = Survey.TimeLimit, TestVaries = true)]
[Remotely(Survey.OverTcp)]
public sealed partial record CSurvBC
{
    /// <summary>carriers with a BCCH after which it stops, at most the channels of the bands in use</summary>
    [Range(1, Survey.LastChannel)] public int N { get; init; } = 1;
}
