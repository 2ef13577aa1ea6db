using System.Net;
using AtRun.Protocol.Commands.Sockets;
using Dns = AtRun.Protocol.Commands.Sockets.Dns;

namespace AtRun.Module.Ip;

/// <summary>Addresses of hosts: written as such, from the cache, or asked for on a context.</summary>
public sealed class NameService(RunningModule module)
{
    /// <summary>Hosts that #CACHEDNS=1 remembers (AT reference 80000ST10025a p460).</summary>
    public const int CacheSize = 8;

    /// <summary>The one used last comes first.</summary>
    private readonly List<Known> _cache = [];

    /// <summary>What is remembered and valid still, the one used last first.</summary>
    public IReadOnlyList<(string Host, IPAddress Address)> Cached
    {
        get
        {
            _cache.RemoveAll(IsOver);
            return [.. _cache.Select(k => (k.Host, k.Address))];
        }
    }

    private bool Remembers => module.Volatile.Get<CacheDns>().Mode == 1;

    /// <summary>An address written as four decimal numbers; leading zeros mean nothing.</summary>
    public static bool TryParse(string text, out IPAddress address)
    {
        var found = AddressRule.TryParse(text, out var bits);
        address = new([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]);
        return found;
    }

    /// <summary>The address of a host; null: there is no such name, nobody answered in time, or the context is down.</summary>
    /// <param name="host">Name or IPv4 address.</param>
    /// <param name="cid">The context that asks, and whose servers are asked.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<IPAddress?> Resolve(string host, int cid, CancellationToken stop)
    {
        if (TryParse(host, out var literal)) return literal;
        if (module.Contexts.AddressOf(cid) is not { } local) return null;
        if (Recall(host) is { } known) return known;
        var address = await Ask(local, host, ServersOf(cid), stop);
        if (address is not null) Remember(host, address);
        return address;
    }

    /// <summary>The servers that a context asks: those of #DNS; without a first one there, those that the network told.</summary>
    public IReadOnlyList<IPAddress> ServersOf(int cid)
    {
        var manual = module.Nvm.Get<Dns>(cid);
        if (manual.Primary == Dns.None || !TryParse(manual.Primary, out var primary)) return module.Contexts[cid].NameServers;
        return manual.Secondary != Dns.None && TryParse(manual.Secondary, out var secondary) ? [primary, secondary] : [primary];
    }

    /// <summary>#CACHEDNS=0</summary>
    public void Forget() => _cache.Clear();

    /// <summary>As long as #QDNS may take (AT reference 80000ST10025a p23).</summary>
    private async ValueTask<IPAddress?> Ask(IPAddress local, string host, IReadOnlyList<IPAddress> servers, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(Qdns.Command.Facts.TimeLimit), module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            return await module.World.Internet.Resolve(local, host, servers, either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private IPAddress? Recall(string host)
    {
        var at = _cache.FindIndex(k => k.Host.Equals(host, StringComparison.OrdinalIgnoreCase));
        if (at < 0) return null;
        var known = _cache[at];
        _cache.RemoveAt(at);
        if (IsOver(known)) return null;
        _cache.Insert(0, known);
        return known.Address;
    }

    private void Remember(string host, IPAddress address)
    {
        // Switched off meanwhile, or asked for twice at a time.
        if (!Remembers || Recall(host) is not null) return;
        if (_cache.Count == CacheSize) _cache.RemoveAt(CacheSize - 1);
        _cache.Insert(0, new(host, address, module.World.Time.GetTimestamp()));
    }

    private bool IsOver(Known known) => module.World.Time.GetElapsedTime(known.Since) >= Timers.NameValidity.Default;

    private readonly record struct Known(string Host, IPAddress Address, long Since);
}
