using System.Net;

namespace AtRun.Module.Ip;

/// <summary>Addresses of hosts: written as such, from the cache, or asked for on a context.</summary>
public sealed class NameService(RunningModule module)
{
    /// <summary>The address of a host; null: there is no such name, nobody answered in time, or the context is down.</summary>
    /// <param name="host">Name or IPv4 address.</param>
    /// <param name="cid">The context that asks, and whose servers are asked.</param>
    /// <param name="stop">Gives up.</param>
    public async ValueTask<IPAddress?> Resolve(string host, int cid, CancellationToken stop)
    {
        if (IPAddress.TryParse(host, out var literal)) return literal;
        return module.Contexts.AddressOf(cid) is { } local ? await module.World.Internet.Resolve(local, host, [], stop) : null;
    }
}
