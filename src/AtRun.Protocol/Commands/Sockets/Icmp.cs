namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Whether the module answers who pings it.</summary>
/// <remarks>AT reference 80000ST10025a p481, #ICMP</remarks>
[AtSetting("#ICMP", Saved.Nvm, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record Icmp
{
    /// <summary>0: nobody, 1: those whom #FRWL admits, 2: everybody</summary>
    [Mandatory, Range(0, 2)] public int Mode { get; init; }
}
