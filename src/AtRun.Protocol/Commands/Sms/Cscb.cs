namespace AtRun.Protocol.Commands.Sms;

/// <summary>Which cell broadcast messages are received.</summary>
/// <remarks>27.005 §3.3.4; AT reference 80000ST10025a p215, +CSCB: one value for all instances, kept by +CSAS.</remarks>
[AtSetting("+CSCB", Saved.Never, NeedsPin = true)]
public sealed partial record Cscb
{
    /// <summary>0: those of the lists are accepted, 1: those of the lists are rejected</summary>
    [Range(0, 1)] public int Mode { get; init; }

    /// <summary>message identifiers, 0-65535: numbers and ranges such as 0,1,300-315,450</summary>
    [Text(0, 200), Domain("")] public string Mids { get; init; } = "";

    /// <summary>data coding schemes, 0-255: numbers and ranges such as 0-3,5; none: all</summary>
    [Text(0, 200), Domain("")] public string Dcss { get; init; } = "";
}
