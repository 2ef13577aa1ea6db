using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;

namespace AtRun.Host;

/// <summary>Asks real servers of names for the addresses of hosts.</summary>
internal static class NameLookup
{
    /// <summary>A server that has not answered by then does not; on the wall's clock.</summary>
    private static readonly TimeSpan ServerLimit = TimeSpan.FromSeconds(5);

    /// <summary>The address of a host; null: there is no such name, or nobody answered.</summary>
    /// <param name="host">The name.</param>
    /// <param name="servers">Whom to ask, in that order; none: as this machine is set up.</param>
    /// <param name="stop">Gives up.</param>
    public static async Task<IPAddress?> Find(string host, IReadOnlyList<IPEndPoint> servers, CancellationToken stop)
    {
        if (Uri.CheckHostName(host) != UriHostNameType.Dns) return null;
        try
        {
            if (servers.Count == 0) return (await Dns.GetHostAddressesAsync(host, AddressFamily.InterNetwork, stop)).FirstOrDefault();
            var options = new LookupClientOptions([.. servers.Select(s => new NameServer(s))])
            {
                UseCache = false,
                UseRandomNameServer = false,
                Retries = 1,
                Timeout = ServerLimit,
                ContinueOnDnsError = false,
            };
            var asked = new LookupClient(options).QueryAsync(host, QueryType.A, cancellationToken: stop);
            // It hears of the end only between two servers; what becomes of it then is nobody's business.
            _ = asked.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            var answer = await asked.WaitAsync(stop);
            return answer.Answers.OfType<ARecord>().FirstOrDefault()?.Address;
        }
        catch (Exception e) when (e is SocketException or DnsResponseException or ArgumentException)
        {
            // ArgumentException: a label is too long (RFC 1035 §2.3.4).
            return null;
        }
    }
}
