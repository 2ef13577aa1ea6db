using System.Net;

namespace AtRun.Simulation.Faults;

/// <summary>How a host is reached.</summary>
public enum HostReach
{
    Reachable,

    /// <summary>A router says that it is not: whoever connects is told after <see cref="LinkConditions.UnreachableAfter"/>.</summary>
    Unreachable,

    /// <summary>Nothing comes back.</summary>
    Silent,
}

/// <summary>How the way between one module and the internet is at present. As a rule it is clear.</summary>
/// <param name="time">The module's clock.</param>
public sealed class LinkConditions(TimeProvider time)
{
    /// <summary>A router gives up looking for a host after that long, as Linux does (arp(7): three requests, one second each).</summary>
    public static readonly TimeSpan UnreachableAfter = TimeSpan.FromSeconds(3);

    private const int PortionsPerSecond = 8;

    private Dictionary<IPAddress, HostReach>? _hosts;
    private HostReach _others;
    private long _outFree;
    private long _inFree;

    /// <summary>Packets are lost in both directions, and nobody is told.</summary>
    public bool Swallows { get; private set; }

    /// <summary>What passes in each direction, over all connections; 0: there is no limit.</summary>
    public int OctetsPerSecond { get; private set; }

    /// <summary>That much later everything arrives, in each direction.</summary>
    public TimeSpan Latency { get; private set; }

    /// <summary>Nothing is wrong with it.</summary>
    public bool IsClear => !Swallows && OctetsPerSecond == 0 && Latency == TimeSpan.Zero;

    /// <summary>Something has changed.</summary>
    internal event Action? Changed;

    /// <summary>From now on nothing passes.</summary>
    public void Swallow()
    {
        Swallows = true;
        Changed?.Invoke();
    }

    /// <summary>From now on it is slow.</summary>
    /// <param name="octetsPerSecond">1 or more; 0: no limit.</param>
    /// <param name="latency">In each direction; zero or more.</param>
    public void Slow(int octetsPerSecond, TimeSpan latency = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(octetsPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThan(latency, TimeSpan.Zero);
        (Swallows, OctetsPerSecond, Latency, _outFree, _inFree) = (false, octetsPerSecond, latency, 0, 0);
        Changed?.Invoke();
    }

    /// <summary>The way is clear again. Hosts stay as they are.</summary>
    public void Restore() => Slow(0);

    /// <summary>How that host is reached from now on; null: how all are. Connections that there are go on.</summary>
    public void Set(IPAddress? host, HostReach reach)
    {
        if (host is null) (_hosts, _others) = (null, reach);
        else (_hosts ??= [])[host] = reach;
        Changed?.Invoke();
    }

    /// <summary>How that host is reached.</summary>
    public HostReach ReachOf(IPAddress host) => _hosts is not null && _hosts.TryGetValue(host, out var reach) ? reach : _others;

    internal TimeProvider Time => time;

    /// <summary>Octets that are sent together, so that several connections share the way: an eighth of a second's, one packet at most.</summary>
    internal int Portion => OctetsPerSecond == 0 ? int.MaxValue : Math.Clamp(OctetsPerSecond / PortionsPerSecond, 1, 1400);

    /// <summary>Takes the way for so many octets. When they have passed it, from now; what comes behind them is that much later too.</summary>
    /// <param name="outward">From the module; else to it.</param>
    /// <param name="octets">How many.</param>
    /// <param name="flows">They have waited for those before them: a timer that was late takes nothing from the rate.</param>
    internal TimeSpan Reserve(bool outward, int octets, bool flows = false)
    {
        if (OctetsPerSecond == 0) return TimeSpan.Zero;
        var now = time.GetTimestamp();
        ref var free = ref outward ? ref _outFree : ref _inFree;
        free = Math.Max(flows ? now - time.TimestampFrequency / PortionsPerSecond : now, free) + octets * time.TimestampFrequency / OctetsPerSecond;
        return free > now ? time.GetElapsedTime(now, free) : TimeSpan.Zero;
    }

    /// <summary>How long the way is taken already.</summary>
    internal TimeSpan Backlog(bool outward)
    {
        var (now, free) = (time.GetTimestamp(), outward ? _outFree : _inFree);
        return free > now ? time.GetElapsedTime(now, free) : TimeSpan.Zero;
    }

    /// <summary>How long a packet of so many octets takes there and back.</summary>
    internal TimeSpan RoundTrip(int octets) => 2 * (Latency + (OctetsPerSecond == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)octets / OctetsPerSecond)));
}
