namespace AtRun.Protocol.Commands.Sms;

/// <summary>Operation mode of the message commands: as it always was, or improved.</summary>
/// <remarks>AT reference 80000ST10025a p288, #SMSMODE; it acts on +CPMS, +CNMI, +CMGS, +CMGW, +CMGL, +CMGR, +CMGD, +CSMP. 1 is the factory value of two products, see the table of products.</remarks>
[AtSetting("#SMSMODE", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record SmsMode
{
    /// <summary>The value of the improved mode.</summary>
    public const int Improved = 1;

    /// <summary>0: as before, 1: improved</summary>
    [Mandatory, Range(0, 1)] public int Mode { get; init; }
}
