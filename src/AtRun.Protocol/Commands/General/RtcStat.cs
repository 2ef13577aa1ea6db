namespace AtRun.Protocol.Commands.General;

/// <summary>Whether the clock may have lost its time: from the factory on, until it is told that it is right.</summary>
/// <remarks>AT reference 80000ST10025a p349, #RTCSTAT. The clock of a virtual module loses nothing afterwards.</remarks>
[AtSetting("#RTCSTAT", Saved.Nvm, NewStyleOnly = true)]
public sealed partial record RtcStat
{
    /// <summary>0: right; the read form says 1 before</summary>
    [Range(0, 1), Domain("(0)")] public int Status { get; init; } = 1;
}
