using System.Net;
using System.Net.Sockets;
using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services;

/// <summary>TCPATRUN, server mode: listens on the address of its context, admits one client, lends it the reserved instance (TCP-1…TCP-18).</summary>
public sealed class TcpAtRunService : IInstanceUser
{
    private readonly FirewallRules _firewall;
    private readonly UserList _users;
    private IDisposable? _listener;
    private ITimer? _retry;
    private TcpAtRunSession? _session;
    private AtInstance? _instance;
    private int _urcInstance = 1;
    private int _nvmVersion = -1;
    private bool _queues;
    private TimeSpan _delay;

    internal TcpAtRunService(RunningModule module)
    {
        Module = module;
        _firewall = new(module.Nvm);
        _users = new(module.Nvm);
        module.Contexts.Changed += _ => ContextChanged();
    }

    public RunningModule Module { get; }

    /// <summary>Who may connect (TCP-6).</summary>
    public FirewallRules Firewall => _firewall;

    /// <summary>Who may log in (TCP-7).</summary>
    public UserList UserList => _users;

    public IReadOnlyList<TcpAtRunAuth> Users => _users.All;

    /// <summary>The service holds its instance.</summary>
    public bool IsOn => _instance is not null;

    /// <summary>In listen state or with a client (the &lt;stat&gt; of #TCPATRUNL).</summary>
    public bool IsActive => _listener is not null;

    /// <summary>Lines that come while another runs are queued (TCP-30).</summary>
    public bool Queues
    {
        get
        {
            Refresh();
            return _queues;
        }
    }

    /// <summary>Waited before each command (TCP-18).</summary>
    public TimeSpan Delay
    {
        get
        {
            Refresh();
            return _delay;
        }
    }

    // Asked for with every line: looked up only after a setting has changed.
    private void Refresh()
    {
        if (_nvmVersion == Module.Nvm.Version) return;
        _nvmVersion = Module.Nvm.Version;
        _queues = Module.Nvm.Get<TcpAtCmdSeq>().Mod == 1;
        _delay = TimeSpan.FromSeconds(Module.Nvm.Get<AtRunDelay>(0).Delay);
    }

    Owner IInstanceUser.Owner => Owner.TcpAtRun;

    /// <summary>The instance says something while no client is there: nobody hears it.</summary>
    void IInstanceUser.Write(ReadOnlySpan<byte> octets) { }

    private TcpAtRunCfg Cfg => Module.Nvm.Get<TcpAtRunCfg>();

    private ModuleSocket Socket => Module.Sockets[Cfg.ConnId];

    /// <summary>At power-on: an enabled service comes back by itself (TCP-11). URCs go to instance 1 (DEC-4).</summary>
    internal void Start()
    {
        if (Module.Nvm.Get<TcpAtRunL>().Mod == 1) Enable(urcInstance: 1);
    }

    /// <summary>May the service be switched on? INS-3: the instance must not belong to another service.</summary>
    public FinalResult CanEnable() => Module.CanReserve(Cfg.Instance) && Socket.IsFree ? FinalResult.Ok : FinalResult.Error;

    /// <summary>Does something to the service for a command: at once, or once the command is answered where the answer goes through the service's own instance.</summary>
    internal void Do(AtCall call, Action what)
    {
        if (call.Instance.Number == Cfg.Instance) call.Instance.AfterLine(what);
        else what();
    }

    /// <summary>Reserves the instance and listens as soon as the context has an address.</summary>
    public void Enable(int urcInstance)
    {
        if (IsOn || !Module.CanReserve(Cfg.Instance)) return;
        _urcInstance = urcInstance;
        _instance = Module.Reserve(Cfg.Instance, this);
        Socket.Holder = this;
        Listen();
    }

    /// <summary>Ends session and listening, gives the instance back (INS-5).</summary>
    public void Disable()
    {
        if (_instance is not { } instance) return;
        Silence(SocketClosure.None);
        _instance = null;
        Socket.Holder = null;
        Module.Release(instance.Number);
    }

    /// <summary>#TCPATRUNCLOSE, time-outs, a failed login: the connection ends, the service listens on (TCP-15).</summary>
    public void Disconnect(SocketClosure why = SocketClosure.None)
    {
        if (_session is not { } session) return;
        _session = null;
        session.End();
        Socket.LastClosure = why;
        if (_instance is { } instance) instance.HandTo(this);
        ShowListening();
        Urc("#TCPATRUN: DISCONNECT");
    }

    /// <summary>Power-off: nothing more is said.</summary>
    internal void End()
    {
        _retry?.Dispose();
        _session?.End();
        _session = null;
        _listener?.Dispose();
        _listener = null;
    }

    internal void PeerGone(LinkEnd how) => Disconnect(how == LinkEnd.Finished ? SocketClosure.RemoteFinished : SocketClosure.RemoteReset);

    private void ContextChanged()
    {
        if (!IsOn) return;
        var address = Module.Contexts.AddressOf(Module.Nvm.Get<Scfg>(Cfg.ConnId).Cid);
        if (address is null) Silence(SocketClosure.ContextDown);
        else if (_listener is null) Listen();
    }

    private void Silence(SocketClosure why)
    {
        Disconnect(why);
        _retry?.Dispose();
        _listener?.Dispose();
        _listener = null;
        Socket.Close(why);
    }

    private void Listen()
    {
        if (_listener is not null || !IsOn || Module.Contexts.AddressOf(Module.Nvm.Get<Scfg>(Cfg.ConnId).Cid) is not { } address) return;
        var local = new IPEndPoint(address, Cfg.TcpPort);
        try
        {
            _listener = Module.World.Internet.Listen(local, Offer);
        }
        catch (SocketException refused)
        {
            Log.CannotListen(Module.World.Log, local.ToString(), refused.Message);
            _retry?.Dispose();
            _retry = Module.World.Time.CreateTimer(static s => ((TcpAtRunService)s!).Listen(), this, Timers.ListenRetry.Default, Timeout.InfiniteTimeSpan);
            return;
        }
        Socket.Local = local;
        ShowListening();
    }

    private void ShowListening()
    {
        if (_listener is null) return;
        Socket.State = SocketState.Listening;
        Socket.Remote = null;
    }

    /// <summary>A client connects: one at a time (DEC-8), and only from where a rule admits it; anybody else is closed without a word.</summary>
    private ILinkReceiver? Offer(ILink link, IPEndPoint peer)
    {
        if (_session is not null || _instance is not { } instance)
        {
            Log.Refused(Module.World.Log, peer.ToString(), "another client is connected");
            return null;
        }
        if (!_firewall.Admits(peer.Address))
        {
            Log.Refused(Module.World.Log, peer.ToString(), "firewall");
            return null;
        }
        var session = _session = new(this, instance, link, peer, Cfg, Socket);
        Socket.State = SocketState.Active;
        Socket.Remote = peer;
        Socket.Counters = () => (session.Sent, session.Received, 0, link.Unsent);
        Urc($"#TCPATRUN: {peer.Address}");
        session.Start();
        return session;
    }

    /// <summary>TCP-14, DEC-4: on the instance that switched the service on.</summary>
    private void Urc(string text)
    {
        if (Cfg.Urcmod == 1 && _urcInstance != _instance?.Number) Module.Instance(_urcInstance).Unsolicited(text);
    }
}
