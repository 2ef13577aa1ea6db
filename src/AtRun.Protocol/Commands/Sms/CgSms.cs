namespace AtRun.Protocol.Commands.Sms;

/// <summary>What carries messages that the module sends.</summary>
public enum MessageBearer
{
    Packet = 0,
    Circuit = 1,
    PacketPreferred = 2,
    CircuitPreferred = 3,
}

/// <summary>Service that carries messages that the module sends: packet, circuit switched, or either.</summary>
/// <remarks>27.007 §10.1.21; AT reference 80000ST10025a p273, +CGSMS</remarks>
[AtSetting("+CGSMS", Saved.Nvm, NeedsPin = true)]
[Remotely(RemoteEffect.BlocksSmsUntilUndoneByTcp, "0")]
public sealed partial record CgSms
{
    /// <summary>0: packet service alone, 1: circuit switched alone, 2: packet service preferred, 3: circuit switched preferred</summary>
    public MessageBearer Service { get; init; } = MessageBearer.Circuit;
}
