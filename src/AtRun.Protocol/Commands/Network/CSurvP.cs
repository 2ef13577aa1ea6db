namespace AtRun.Protocol.Commands.Network;

/// <summary>Surveys the carriers until a carrier of a network is found, as text.</summary>
/// <remarks>AT reference 80000ST10025a p520; Telit 80000NT10029a §2.5.1 (#ATRUNDELAY), §3.8.2</remarks>
[AtAction("#CSURVP", Forms.Write | Forms.Test, NewStyleOnly = true, DelayBySms = Survey.DelayBySms, TimeLimit = Survey.TimeLimit)]
[Remotely(Survey.OverTcp)]
public sealed partial record CSurvP
{
    /// <summary>MCC and MNC of the network</summary>
    [Mandatory, Text(5, 6, Bare = true)] public string Plmn { get; init; } = "";
}
