namespace AtRun.Protocol.Commands.Sms;

/// <summary>Format of messages: PDU mode or text mode.</summary>
/// <remarks>27.005 §3.2.3; AT reference 80000ST10025a p206, +CMGF</remarks>
[AtSetting("+CMGF", Saved.Extended, NeedsPin = true)]
public sealed partial record Cmgf
{
    /// <summary>The value of text mode.</summary>
    public const int Text = 1;

    /// <summary>0: PDU mode, 1: text mode</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
