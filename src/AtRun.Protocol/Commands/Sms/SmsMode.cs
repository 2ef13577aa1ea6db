namespace AtRun.Protocol.Commands.Sms;

/// <summary>Operation mode of the message commands: as it always was, or improved.</summary>
/// <remarks>AT reference 80000ST10025a p288, #SMSMODE; it acts on +CPMS, +CNMI, +CMGS, +CMGW, +CMGL, +CMGR, +CMGD, +CSMP. The factory value is 0 for all products here; two of them left theirs with 1.</remarks>
[AtSetting("#SMSMODE", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SmsMode
{
    /// <summary>The value of the improved mode.</summary>
    public const int Improved = 1;

    /// <summary>0: as before, 1: improved</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
