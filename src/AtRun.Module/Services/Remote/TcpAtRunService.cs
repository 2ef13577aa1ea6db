using System.Net;
using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Remote;

/// <summary>TCPATRUN: lends the reserved instance to one peer, who connects (server mode) or is dialled (client mode) (TCP-1…TCP-31).</summary>
/// <remarks>It moves by <see cref="TcpAtRunLife"/>: whatever happens is an event, and what a state needs is done where it is entered or left.</remarks>
public sealed partial class TcpAtRunService : IInstanceUser
{
    private TcpAtRunSession? _session;
    private AtInstance? _instance;
    private ITimer? _pause;
    private int _urcInstance = 1;
    private int _nvmVersion = -1;
    private bool _queues;
    private TimeSpan _delay;

    internal TcpAtRunService(RunningModule module)
    {
        Module = module;
        Firewall = new(module.Nvm);
        UserList = new(module.Nvm);
        module.Contexts.Changed += _ => ContextChanged();
    }

    public RunningModule Module { get; }

    /// <summary>Who may connect (TCP-6).</summary>
    public FirewallRules Firewall { get; }

    /// <summary>Who may log in (TCP-7).</summary>
    public UserList UserList { get; }

    public IReadOnlyList<TcpAtRunAuth> Users => UserList.All;

    public TcpAtRunMode Mode { get; private set; }

    public TcpAtRunState State { get; private set; }

    /// <summary>The service holds its instance.</summary>
    public bool IsOn => _instance is not null;

    /// <summary>The &lt;stat&gt; of #TCPATRUNL: in listen state or with a client.</summary>
    public bool IsListening => _listener is not null;

    /// <summary>The &lt;stat&gt; of #TCPATRUND: 0 not connected, 1 connected or connecting, 2 between two attempts (AT reference 80000ST10025a p387).</summary>
    public int DialStatus => Mode != TcpAtRunMode.Client ? 0 : State switch
    {
        TcpAtRunState.Dialling or TcpAtRunState.Serving or TcpAtRunState.Transparent => 1,
        TcpAtRunState.Pausing => 2,
        _ => 0,
    };

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

    /// <summary>It went from one state to another, or from one to itself, because something happened.</summary>
    public event Action<TcpAtRunState, TcpAtRunEvent, TcpAtRunState>? Moved;

    Owner IInstanceUser.Owner => Owner.TcpAtRun;

    /// <summary>The instance says something while no peer is there: nobody hears it.</summary>
    void IInstanceUser.Write(ReadOnlySpan<byte> octets) { }

    private TcpAtRunCfg Cfg => Module.Nvm.Get<TcpAtRunCfg>();

    private ModuleSocket Socket => Module.Sockets[Cfg.ConnId];

    private int Cid => Module.Nvm.Get<Scfg>(Cfg.ConnId).Cid;

    private IPAddress? Address => Module.Contexts.AddressOf(Cid);

    // Asked for with every line: looked up only after a setting has changed.
    private void Refresh()
    {
        if (_nvmVersion == Module.Nvm.Version) return;
        _nvmVersion = Module.Nvm.Version;
        _queues = Module.Nvm.Get<TcpAtCmdSeq>().Mod == 1;
        _delay = TimeSpan.FromSeconds(Module.Nvm.Get<AtRunDelay>(0).Delay);
    }

    /// <summary>At power-on: an enabled service comes back by itself (TCP-11). URCs go to instance 1 (DEC-4).</summary>
    internal void Start()
    {
        if (Module.Nvm.Get<TcpAtRunL>().Mod == 1) Enable(TcpAtRunMode.Server, urcInstance: 1);
        else if (Module.Nvm.Get<TcpAtRunD>().Mod == 1) Enable(TcpAtRunMode.Client, urcInstance: 1);
    }

    /// <summary>May it be switched on? The other mode must be off (DEC-6), the instance must not belong to another service (INS-3), the socket must be free.</summary>
    public bool CanEnable(TcpAtRunMode mode) => IsOn ? Mode == mode : Module.CanReserve(Cfg.Instance) && Socket.IsFree;

    /// <summary>Does something to the service for a command: at once, or once the command is answered where the answer goes through the service's own instance.</summary>
    internal void Do(AtCall call, Action what)
    {
        if (call.Instance.Number == Cfg.Instance) call.Instance.AfterLine(what);
        else what();
    }

    /// <summary>Reserves the instance, and listens or dials as soon as the context has an address.</summary>
    public void Enable(TcpAtRunMode mode, int urcInstance)
    {
        if (!IsOn)
        {
            if (!Module.CanReserve(Cfg.Instance)) return;
            Mode = mode;
            _urcInstance = urcInstance;
            _instance = Module.Reserve(Cfg.Instance, this);
            Socket.Holder = this;
        }
        if (Mode == mode) Happen(TcpAtRunEvent.SwitchedOn);
    }

    /// <summary>Ends everything and gives the instance back (INS-5).</summary>
    public void Disable() => Happen(TcpAtRunEvent.SwitchedOff);

    /// <summary>#TCPATRUNCLOSE: the connection ends, the service goes on (TCP-15). False: only the idle limit can end it (TCP-17).</summary>
    public bool CanClose => IsOn && State != TcpAtRunState.Transparent;

    /// <inheritdoc cref="CanClose"/>
    public void Close() => Happen(TcpAtRunEvent.CloseCommand);

    /// <summary>Power-off: nothing more is said.</summary>
    internal void End()
    {
        _pause?.Dispose();
        _attempt?.Cancel();
        _session?.End();
        _session = null;
        _listener?.Dispose();
        _listener = null;
    }

    /// <summary>Something happened that concerns the service.</summary>
    internal void Happen(TcpAtRunEvent what)
    {
        var from = State;
        if (TcpAtRunLife.Of(Mode).Next(from, what) is not { } to) return;
        State = to;
        Moved?.Invoke(from, what, to);
        Leave(from, to, what);
        // What is told there may have made it move on.
        if (State == to) Enter(from, to, what);
    }

    private void Leave(TcpAtRunState from, TcpAtRunState to, TcpAtRunEvent what)
    {
        _pause?.Dispose();
        _pause = null;
        if (from == TcpAtRunState.Dialling && to != TcpAtRunState.Serving) _attempt?.Cancel();
        if (TcpAtRunLife.IsConnected(from) && !TcpAtRunLife.IsConnected(to)) EndSession(ClosureOf(what));
        if (to is TcpAtRunState.Off or TcpAtRunState.NoContext)
        {
            _listener?.Dispose();
            _listener = null;
            if (Socket.State != SocketState.Closed) Socket.Close(ClosureOf(what));
        }
    }

    private void Enter(TcpAtRunState from, TcpAtRunState to, TcpAtRunEvent what)
    {
        switch (to)
        {
            case TcpAtRunState.Off:
                var instance = _instance!;
                _instance = null;
                Socket.Holder = null;
                Module.Release(instance.Number);
                break;
            case TcpAtRunState.NoContext:
                if (what == TcpAtRunEvent.SwitchedOn && Address is not null) Happen(TcpAtRunEvent.ContextUp);
                break;
            case TcpAtRunState.Listening:
                Listen();
                break;
            case TcpAtRunState.PortTaken:
                PauseFor(Timers.ListenRetry.Default);
                break;
            case TcpAtRunState.Dialling:
                if (from == TcpAtRunState.Pausing) _attemptsLeft--;
                else _attemptsLeft = Cfg.RetryCnt;
                Module.InBackground(Dial);
                break;
            case TcpAtRunState.Disconnected:
                Happen(_attemptsLeft > 0 ? TcpAtRunEvent.AttemptLeft : TcpAtRunEvent.NoAttemptLeft);
                break;
            case TcpAtRunState.Pausing:
                PauseFor(TimeSpan.FromMinutes(Cfg.RetryDelay));
                break;
            case TcpAtRunState.Serving when what == TcpAtRunEvent.Connected:
                _attemptsLeft = Cfg.RetryCnt;
                BeginSession();
                break;
        }
    }

    private void PauseFor(TimeSpan span) =>
        _pause = Module.World.Time.CreateTimer(static s => ((TcpAtRunService)s!).Happen(TcpAtRunEvent.PauseOver), this, span, Timeout.InfiniteTimeSpan);

    private static SocketClosure ClosureOf(TcpAtRunEvent what) => what switch
    {
        TcpAtRunEvent.PeerFinished => SocketClosure.RemoteFinished,
        TcpAtRunEvent.PeerReset => SocketClosure.RemoteReset,
        TcpAtRunEvent.IdleLimit => SocketClosure.Inactivity,
        TcpAtRunEvent.ContextDown => SocketClosure.ContextDown,
        _ => SocketClosure.None,
    };

    private void ContextChanged()
    {
        if (Address is null) Happen(TcpAtRunEvent.ContextDown);
        else Happen(TcpAtRunEvent.ContextUp);
    }

    /// <summary>A peer is there: the socket shows it, and it is told of.</summary>
    private void BeginSession()
    {
        var session = _session!;
        Socket.State = SocketState.Active;
        Socket.Remote = session.Peer;
        Socket.Counters = session.Counters;
        Urc($"#TCPATRUN: {session.Peer.Address}");
        session.Start();
    }

    private void EndSession(SocketClosure why)
    {
        var session = _session!;
        _session = null;
        session.End();
        if (Mode == TcpAtRunMode.Client) Socket.Close(why);
        else Socket.LastClosure = why;
        _instance!.HandTo(this);
        Urc("#TCPATRUN: DISCONNECT");
    }

    /// <summary>TCP-14, DEC-4: on the instance that switched the service on.</summary>
    private void Urc(string text)
    {
        if (Cfg.Urcmod == 1 && _urcInstance != _instance?.Number) Module.Instance(_urcInstance).Unsolicited(text);
    }

    internal void PeerGone(LinkEnd how) => Happen(how == LinkEnd.Finished ? TcpAtRunEvent.PeerFinished : TcpAtRunEvent.PeerReset);
}
