using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation;

/// <summary>The packet side of a simulated network: contexts of many modules, their addresses from one pool.</summary>
public sealed class PacketNetwork(IPNetwork addresses)
{
    /// <summary>Where real sockets can listen without any set-up of the machine.</summary>
    public static readonly IPNetwork DefaultAddresses = new(IPAddress.Parse("127.10.0.0"), 16);

    private readonly Dictionary<string, CmeError> _refusedApns = new(StringComparer.OrdinalIgnoreCase);

    public PacketNetwork() : this(DefaultAddresses) { }

    private readonly Dictionary<string, (string User, string Password)> _logins = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _silent = [];

    /// <summary>False: attaching is refused.</summary>
    public bool TakesModules { get; set; } = true;

    /// <summary>Servers of names that a module is told with its address: none to two.</summary>
    public IReadOnlyList<IPAddress> NameServers { get; set; } = [];

    /// <summary>The best that a context gets: what its subscriber pays for.</summary>
    public QualityOfService Quality { get; set; } = new(Precedence: 2, Delay: 4, Reliability: 3, Peak: 5, QualityOfService.BestEffort);

    internal AddressPool Pool { get; } = new(addresses);

    /// <summary>A module's way to the network. It stays the same over the module's power-offs: so do the addresses that it had.</summary>
    public PacketService Join(TimeProvider time, Random random) => new(this, time, random);

    /// <summary>A module's way to the access servers that answer data calls.</summary>
    public DataCalls JoinCalls(TimeProvider time) => new(this, time);

    /// <summary>From now on nobody answers data calls to that number.</summary>
    public void Silence(string number) => _silent.Add(number);

    /// <summary>From now on a context with that access point name is refused.</summary>
    public void Refuse(string apn, CmeError? why = null) => _refusedApns[apn] = why ?? CmeError.WrongApn;

    /// <summary>Takes the access point name again.</summary>
    public void Admit(string apn) => _refusedApns.Remove(apn);

    /// <summary>From now on that access point, or the access server of that number, takes one user only.</summary>
    public void Require(string apn, string user, string password) => _logins[apn] = (user, password);

    /// <summary>The network deactivates a context of a module.</summary>
    public void Drop(PacketService module, int cid) => module.Drop(cid);

    internal CmeError? RefusalOf(ContextRequest request)
    {
        if (_refusedApns.TryGetValue(request.Apn, out var why)) return why;
        return RefusalOf(request.Apn, request.User, request.Password);
    }

    internal CmeError? RefusalOf(string server, string user, string password) =>
        _logins.TryGetValue(server, out var login) && login != (user, password) ? CmeError.PdpAuthenticationFailure : null;

    internal bool IsSilent(string number) => _silent.Contains(number);
}
