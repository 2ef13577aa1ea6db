namespace AtRun.Protocol.Commands.Sockets;

/// <summary>Whether addresses of hosts are remembered; the test form shows those that are.</summary>
/// <remarks>AT reference 80000ST10025a p460, #CACHEDNS; in none of the lists of what is stored (p26-28)</remarks>
[AtSetting("#CACHEDNS", Saved.Never, NeedsPin = true, NewStyleOnly = true)]
public sealed partial record CacheDns
{
    /// <summary>0: off, and forgets them, 1: on</summary>
    [Range(0, 1)] public int Mode { get; init; }
}
