namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Activates or deactivates context 1 (the single-socket way).</summary>
/// <remarks>AT reference 80000ST10025a p466</remarks>
[AtAction("#GPRS", Forms.Setting, Families = Families.None, NeedsPin = true, DelayBySms = 10, TimeLimit = 150)]
public sealed partial record Gprs
{
    /// <summary>0: deactivate, 1: activate</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
