namespace AtRun.Protocol.Commands.Sms;

/// <summary>Message service: phase 2, or phase 2+ with acknowledgements.</summary>
/// <remarks>27.005 §3.2.1; AT reference 80000ST10025a p201, +CSMS</remarks>
[AtSetting("+CSMS", Saved.Never, NeedsPin = true)]
public sealed partial record Csms
{
    /// <summary>0: phase 2, 1: phase 2+, messages that are shown directly are acknowledged by +CNMA</summary>
    [Mandatory, Range(0, 1)] public int Service { get; init; }
}
