namespace AtRun.Simulation;

/// <content>Closed user groups (22.085).</content>
public sealed partial class Subscriber
{
    /// <summary>Groups that it belongs to: index of the subscriber (0-9) to interlock code of the network. The lowest index is the preferential one.</summary>
    public IDictionary<int, int> Groups { get; } = new Dictionary<int, int>();

    /// <summary>A member may call others, too.</summary>
    public bool OutgoingAccess { get; set; } = true;

    /// <summary>A member may be called by others, too.</summary>
    public bool IncomingAccess { get; set; } = true;
}
