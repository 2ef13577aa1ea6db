namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers of the bands in use, as text.</summary>
/// <remarks>AT reference 80000ST10025a p503; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY), §3.8.2</remarks>
[AtAction("#CSURV", Forms.Execute | Forms.Write | Forms.Test, Also = "*CSURV", DelayBySms = Survey.DelayBySms, TimeLimit = Survey.TimeLimit)]
[Remotely(Survey.OverTcp)]
public sealed partial record CSurv
{
    /// <summary>first channel</summary>
    [Range(0, Survey.LastChannel)] public int S { get; init; }

    /// <summary>last channel</summary>
    [Range(0, Survey.LastChannel)] public int E { get; init; } = Survey.LastChannel;
}
