namespace AtRun.Protocol.Commands.Sms;

/// <summary>Style of the message commands: the first one, or the improved one.</summary>
/// <remarks>AT reference 80000ST10025a p288, #SMSMODE; it acts on +CPMS, +CNMI, +CMGS, +CMGW, +CMGL, +CMGR, +CMGD, +CSMP</remarks>
[AtSetting("#SMSMODE", Saved.Nvm, NewStyleOnly = true, NeedsPin = true)]
public sealed partial record SmsMode
{
    /// <summary>0: as ever, 1: improved</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
