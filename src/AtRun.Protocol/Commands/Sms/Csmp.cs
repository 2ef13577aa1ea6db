namespace AtRun.Protocol.Commands.Sms;

/// <summary>Parameters of messages that are sent and stored in text mode. They stay until power-off; +CSAS saves them.</summary>
/// <remarks>27.005 §3.3.2; AT reference 80000ST10025a p208-213, +CSMP</remarks>
[AtSetting("+CSMP", Saved.Never, NeedsPin = true)]
public sealed partial record Csmp
{
    /// <summary>Bits 4 and 3 of the first octet: TP-VPF.</summary>
    public const int ValidityBits = 0x18;

    /// <summary>The relative form in these bits.</summary>
    public const int RelativeValidity = 0x10;

    /// <summary>first octet of the message: 17 is SUBMIT with a relative validity period; 32 more asks for a status report</summary>
    [Range(0, 255)] public int Fo { get; init; } = 17;

    /// <summary>validity period, as the first octet says: a number (167: 24 hours); with #SMSMODE=1 also a time string, or 14 hexadecimal digits</summary>
    [Text(0, 20)] public string Vp { get; init; } = "167";

    /// <summary>protocol identifier</summary>
    [Range(0, 255)] public int Pid { get; init; }

    /// <summary>data coding scheme: 0 GSM 7-bit, 4 8-bit, 8 UCS2</summary>
    [Range(0, 255)] public int Dcs { get; init; }
}
