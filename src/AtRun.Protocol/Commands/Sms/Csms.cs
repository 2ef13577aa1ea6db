namespace AtRun.Protocol.Commands.Sms;

/// <summary>Message service: whether messages that go to the terminal wait for its acknowledgement.</summary>
/// <remarks>
/// 27.005 §3.2.1; AT reference 80000ST10025a p201, +CSMS: the 2G products have service 0 alone. Service 1 goes with +CNMA
/// (MultiTech S000528C p130, HE910).
/// </remarks>
[AtSetting("+CSMS", Saved.Never, NeedsPin = true, TestVaries = true)]
public sealed partial record Csms
{
    /// <summary>0: the module acknowledges, 1: the terminal acknowledges what is routed to it (+CNMA)</summary>
    [Mandatory, Range(0, 1)] public int Service { get; init; }
}
