namespace AtRun.Protocol.Commands.Sms;

/// <summary>Whether text mode shows the details of a message's header.</summary>
/// <remarks>27.005 §3.3.3; AT reference 80000ST10025a p213, +CSDH</remarks>
[AtSetting("+CSDH", Saved.Extended)]
public sealed partial record Csdh
{
    /// <summary>0: no, 1: types of number, first octet, protocol, coding, service centre and length too</summary>
    [Range(0, 1)] public int Show { get; init; }
}
