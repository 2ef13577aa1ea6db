namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys given channels, in figures.</summary>
/// <remarks>AT reference 80000ST10025a p514; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY), §3.8.2</remarks>
[AtAction("#CSURVUC", Forms.Write | Forms.Test, Also = "*CSURVUC", DelayBySms = Survey.DelayBySms, TimeLimit = Survey.TimeLimit)]
[Remotely(Survey.OverTcp)]
public sealed partial record CSurvUC
{
    /// <summary>channel; may be repeated</summary>
    [Range(0, Survey.LastChannel)] public int Ch1 { get; init; }
}
