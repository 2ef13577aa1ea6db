namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Asks for the address of a host, on the GSM context while that is active, else on context 1, which is activated meanwhile.</summary>
/// <remarks>AT reference 80000ST10025a p458-459, #QDNS; it becomes the peer of #SKTSET</remarks>
[AtAction("#QDNS", Forms.Write | Forms.Test, NeedsPin = true, TimeLimit = 20)]
[Remotely(RemoteEffect.NeedsInstance1 | RemoteEffect.NeedsOtherContext)]
public sealed partial record Qdns
{
    /// <summary>name of the host</summary>
    [Mandatory, Text(1, 100)] public string HostName { get; init; } = "";
}
