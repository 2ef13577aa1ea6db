namespace AtRun.Protocol.Commands.Sms;

/// <summary>Whether the module tells that the message storage is full.</summary>
/// <remarks>AT reference 80000ST10025a p332, #SMOV</remarks>
[AtSetting("#SMOV", Saved.Extended, NeedsPin = true)]
public sealed partial record Smov
{
    /// <summary>0: no, 1: yes</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
