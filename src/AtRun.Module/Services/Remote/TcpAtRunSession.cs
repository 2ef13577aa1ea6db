using System.Net;
using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Remote;

/// <summary>One peer of TCPATRUN, from its connection to its end: login (server mode), commands to the reserved instance, answers in packets.</summary>
public sealed class TcpAtRunSession : IInstanceUser, ILoginReceiver
{
    /// <summary>Octets that wait for the client before no more commands are run; and commands that wait before no more are read.</summary>
    public const int MaxWaiting = 64 * 1024;

    /// <summary>Octets of answers kept while packet service is suspended; what is said beyond them is lost (TCP-24).</summary>
    /// <remarks>An own choice: room for a survey of some twenty cells, without their allocations.</remarks>
    public const int SuspendedBuffer = 4 * 1024;

    private readonly TcpAtRunService _service;
    private readonly AtInstance _instance;
    private readonly ILink _link;
    private readonly PacketBuffer _packets;
    private readonly TcpAtRunCfg _cfg;
    private readonly SocketParameters _parameters;
    private readonly TimeProvider _time;
    private Login? _login;
    private TelnetFilter _telnet;
    private OctetBuffer? _backlog;
    private ITimer? _loginTimer;
    private ITimer? _idleTimer;
    private long _lastReceived;
    private int _saidSuspended;
    private bool _over;

    internal TcpAtRunSession(TcpAtRunService service, AtInstance instance, ILink link, IPEndPoint peer, TcpAtRunCfg cfg, ModuleSocket socket, Login? login)
    {
        (_service, _instance, _link, _cfg, Peer) = (service, instance, link, cfg, peer);
        _time = service.Module.World.Time;
        _packets = new(_time, link, socket.Parameters);
        _parameters = socket.Parameters;
        _login = login;
    }

    public IPEndPoint Peer { get; }

    /// <summary>Octets from the client, and to it.</summary>
    public long Received { get; private set; }

    /// <inheritdoc cref="Received"/>
    public long Sent => _packets.Sent;

    /// <summary>What #SI says of the connection.</summary>
    internal (long Sent, long Received, long BuffIn, long AckWaiting) Counters() => (Sent, Received, 0, _link.Unsent);

    public Owner Owner => Owner.TcpAtRun;
    public TimeSpan Delay => _service.Delay;
    public TimeSpan? TimeLimit => TimeSpan.FromMinutes(_cfg.Timeout);
    public bool RefusesRemoteChanges => _service.Mode == TcpAtRunMode.Server;
    public bool Congested => _link.Unsent > MaxWaiting;
    bool ILoginReceiver.BeginsWithLogin => _login is not null;

    internal void Start()
    {
        _lastReceived = _time.GetTimestamp();
        _parameters.Changed += WatchIdle;
        WatchIdle();
        if (_login is null)
        {
            _instance.HandTo(this);
            _link.Paused = false;
            return;
        }
        _loginTimer = _time.CreateTimer(static s => ((TcpAtRunSession)s!)._service.Happen(TcpAtRunEvent.LoginFailed), this, Timers.Login.Default, Timeout.InfiniteTimeSpan);
        if (_cfg.AuthMode == LoginMode.StepByStep) Write("\r\nUsername: "u8);
    }

    public void Write(ReadOnlySpan<byte> octets)
    {
        if (_over || _link.Unsent > 2 * MaxWaiting) return;
        if (!_service.Module.PacketGate.IsSuspended || _instance.IsOnline) _saidSuspended = 0;
        else
        {
            octets = octets[..Math.Min(octets.Length, SuspendedBuffer - _saidSuspended)];
            _saidSuspended += octets.Length;
        }
        _packets.Write(octets);
    }

    void ILinkReceiver.Received(ReadOnlySpan<byte> octets)
    {
        Received += octets.Length;
        _lastReceived = _time.GetTimestamp();
        while (!octets.IsEmpty && !_over)
        {
            if (_telnet.InCommand)
            {
                Negotiate(octets[0]);
                octets = octets[1..];
                continue;
            }
            var text = octets;
            if (_instance.User != this || !(_instance.InPrompt || _instance.IsOnline))
            {
                var iac = octets.IndexOf(TelnetFilter.Iac);
                if (iac == 0)
                {
                    Negotiate(octets[0]);
                    octets = octets[1..];
                    continue;
                }
                if (iac > 0) text = octets[..iac];
            }
            var taken = Deliver(text);
            // Once a prompt has begun the rest is its data: look at it afresh.
            octets = octets[taken..];
        }
    }

    void ILinkReceiver.Drained()
    {
        if (_instance.User == this) _instance.TerminalDrained();
        Resume();
    }

    void ILinkReceiver.Ended(LinkEnd how) => _service.PeerGone(how);

    public void Ready() => Resume();

    /// <summary>Ends the session: what waits is sent, nothing is read any more.</summary>
    internal void End()
    {
        if (_over) return;
        _packets.Close();
        _over = true;
        _parameters.Changed -= WatchIdle;
        _loginTimer?.Dispose();
        _idleTimer?.Dispose();
        _link.Close();
    }

    /// <summary>Takes text of the client; returns how many octets are dealt with.</summary>
    private int Deliver(ReadOnlySpan<byte> text)
    {
        if (_login is not null)
        {
            var taken = 0;
            while (taken < text.Length && _login is not null && !_over) LoginStep(text[taken++]);
            return taken;
        }
        if (_backlog is { Count: > 0 } || (_service.Queues && _instance.Busy && !_instance.InPrompt))
        {
            Keep(text);
            return text.Length;
        }
        var consumed = _instance.Receive(text);
        if (_instance.HoldsTerminal) _link.Paused = true;
        if (consumed == text.Length || _instance.InPrompt) return consumed;
        // Outside sequencing a line that comes while another runs is ignored (INS-8); what is left because the client does not read is not.
        if (_service.Queues || !_instance.Busy) Keep(text[consumed..]);
        return text.Length;
    }

    private void Keep(ReadOnlySpan<byte> text)
    {
        (_backlog ??= new(text.Length)).Add(text);
        _link.Paused = Congested || _backlog.Count > MaxWaiting;
    }

    /// <summary>Goes on with what was kept.</summary>
    private void Resume()
    {
        while (_backlog is { Count: > 0 } && !_over && (!_instance.Busy || _instance.InPrompt) && !Congested)
        {
            var consumed = _instance.Receive(_backlog.Written);
            _backlog.Remove(consumed);
            if (consumed == 0) break;
        }
        if (_backlog is { Count: 0 }) _backlog = null;
        if (!_over) _link.Paused = Congested || _instance.HoldsTerminal || _backlog is { Count: > MaxWaiting };
    }

    private void LoginStep(byte octet)
    {
        switch (_login!.Take(octet))
        {
            case Login.Outcome.UserTaken:
                _loginTimer!.Change(Timers.Login.Default, Timeout.InfiniteTimeSpan);
                if (_cfg.AuthMode == LoginMode.StepByStep) Write("\r\nPassword: "u8);
                break;
            case Login.Outcome.Admitted:
                _loginTimer!.Dispose();
                _login = null;
                if (_cfg.AuthMode == LoginMode.StepByStep) Write("\r\nLogin successful.\r\n"u8);
                _instance.HandTo(this);
                _service.Happen(TcpAtRunEvent.LoggedIn);
                break;
            case Login.Outcome.Refused:
                Log.Refused(_service.Module.World.Log, Peer.ToString(), "login");
                _service.Happen(TcpAtRunEvent.LoginFailed);
                break;
        }
    }

    private void Negotiate(byte octet)
    {
        var answer = new OctetBuffer(0);
        var what = _telnet.Next(octet, answer);
        if (what == TelnetOctet.Pass) Deliver([octet]);
        else if (what == TelnetOctet.PassWithHeld) Deliver([TelnetFilter.Iac, octet]);
        if (answer.Count > 0 && !_over) _link.Send(answer.Written);
    }

    /// <summary>The limit may be set, changed or taken away while the connection lasts.</summary>
    private void WatchIdle()
    {
        _idleTimer?.Dispose();
        _idleTimer = _parameters.IdleLimit > TimeSpan.Zero
            ? _time.CreateTimer(static s => ((TcpAtRunSession)s!).IdleTimerFired(), this, IdleLeft, Timeout.InfiniteTimeSpan)
            : null;
    }

    private TimeSpan IdleLeft
    {
        get
        {
            var left = _parameters.IdleLimit - _time.GetElapsedTime(Math.Max(_lastReceived, _packets.LastSent));
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private void IdleTimerFired()
    {
        if (IdleLeft is { Ticks: > 0 } left) _idleTimer!.Change(left, Timeout.InfiniteTimeSpan);
        else _service.Happen(TcpAtRunEvent.IdleLimit);
    }
}
