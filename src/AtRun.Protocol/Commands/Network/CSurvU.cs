namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys given channels, as text.</summary>
/// <remarks>AT reference 80000ST10025a p513; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY), §3.8.2</remarks>
[AtAction("#CSURVU", Forms.Write | Forms.Test, Also = "*CSURVU", DelayBySms = Survey.DelayBySms, TimeLimit = Survey.TimeLimit)]
[Remotely(Survey.OverTcp)]
public sealed partial record CSurvU
{
    /// <summary>channel; may be repeated</summary>
    [Range(0, Survey.LastChannel)] public int Ch1 { get; init; }
}
