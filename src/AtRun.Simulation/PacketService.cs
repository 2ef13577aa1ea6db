using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation;

/// <summary>What one module sees of a <see cref="PacketNetwork"/>.</summary>
public sealed class PacketService : IPacketService
{
    /// <summary>Attaching takes that long.</summary>
    public static readonly TimeSpan AttachTime = TimeSpan.FromSeconds(1);

    /// <summary>Activating a context takes between the two, by chance.</summary>
    public static readonly TimeSpan ShortestActivation = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc cref="ShortestActivation"/>
    public static readonly TimeSpan LongestActivation = TimeSpan.FromSeconds(2);

    private readonly PacketNetwork _network;
    private readonly TimeProvider _time;
    private readonly Random _random;
    private readonly Dictionary<int, IPAddress> _active = [];
    private readonly Dictionary<int, IPAddress> _former = [];

    /// <summary>The module's own address: the first of its contexts that asks has it, after every start.</summary>
    private IPAddress? _home;

    internal PacketService(PacketNetwork network, TimeProvider time, Random random) =>
        (_network, _time, _random, _home) = (network, time, random, network.Pool.Reserve());

    public event Action? Detached;

    public event Action<int>? Deactivated;

    public bool IsAttached { get; private set; }

    /// <summary>Off, as in most networks.</summary>
    public bool CarriesMessages { get; set; }

    /// <summary>Addresses of the contexts that are active, as the network has them.</summary>
    public IReadOnlyDictionary<int, IPAddress> Active => _active;

    public async ValueTask<bool> Attach(CancellationToken stop)
    {
        if (IsAttached) return true;
        await Task.Delay(AttachTime, _time, stop);
        return IsAttached = _network.TakesModules;
    }

    public void Detach()
    {
        IsAttached = false;
        foreach (var cid in _active.Keys.ToArray()) Deactivate(cid);
    }

    public async ValueTask<ContextAnswer> Activate(ContextRequest request, CancellationToken stop)
    {
        await Task.Delay(ShortestActivation + (LongestActivation - ShortestActivation) * _random.NextDouble(), _time, stop);
        if (!IsAttached) return new(null, CmeError.UnspecifiedGprsError);
        if (_active.TryGetValue(request.Cid, out var active)) return new(active, null) { NameServers = _network.NameServers, Quality = _network.Quality.For(request.Quality) };
        if (_network.RefusalOf(request) is { } refusal) return new(null, refusal);
        if (AddressFor(request) is not { } address) return new(null, CmeError.ServiceOptionOutOfOrder);
        _active[request.Cid] = _former[request.Cid] = address;
        return new(address, null) { NameServers = _network.NameServers, Quality = _network.Quality.For(request.Quality) };
    }

    public void Deactivate(int cid)
    {
        if (_active.Remove(cid, out var address)) _network.Pool.GiveBack(address);
    }

    public async ValueTask<QualityOfService?> Modify(int cid, QualityOfService quality, CancellationToken stop)
    {
        await Task.Delay(ShortestActivation, _time, stop);
        return _active.ContainsKey(cid) ? _network.Quality.For(quality) : null;
    }

    /// <summary>The network takes the contexts down, and gives them other addresses when they come up again.</summary>
    public void ChangeAddress()
    {
        _home = null;
        _former.Clear();
        foreach (var cid in _active.Keys.ToArray()) Drop(cid);
    }

    /// <summary>The network detaches the module; nothing if it is not attached.</summary>
    public void Expel()
    {
        if (!IsAttached) return;
        Detach();
        Detached?.Invoke();
    }

    /// <summary>The network deactivates a context; nothing if it is not active.</summary>
    public void Drop(int cid)
    {
        if (!_active.ContainsKey(cid)) return;
        Deactivate(cid);
        Deactivated?.Invoke(cid);
    }

    // A fixed address that the module asks for, then the one that this context had before, so that it can be reached again; then the module's own; else any.
    private IPAddress? AddressFor(ContextRequest request)
    {
        if (IPAddress.TryParse(request.RequestedAddress, out var wanted) && _network.Pool.TryTake(wanted)) return wanted;
        if (_former.TryGetValue(request.Cid, out var former) && _network.Pool.TryTake(former)) return former;
        return _home is not null && _network.Pool.TryTake(_home) ? _home : _network.Pool.Take();
    }
}
