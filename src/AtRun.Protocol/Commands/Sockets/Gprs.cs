namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Activates or deactivates context 1 (the single-socket way).</summary>
/// <remarks>AT reference 80000ST10025a p465-468, #GPRS</remarks>
[AtAction("#GPRS", Forms.Setting, NeedsPin = true, DelayBySms = 10, TimeLimit = 150)]
[Remotely(RemoteEffect.NeedsOtherContext)]
public sealed partial record Gprs
{
    /// <summary>The one context of the single-socket set.</summary>
    public const int Context = 1;

    /// <summary>0: deactivate, 1: activate</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
