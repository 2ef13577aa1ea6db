using System.Net;
using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Ppp;
using AtRun.Protocol.Results;

namespace AtRun.Module.Ppp;

/// <summary>A terminal that speaks PPP to a context (+CGDATA, ATD*99…): from CONNECT to NO CARRIER, over escape sequences in between.</summary>
/// <remarks>
/// The context comes up when the terminal has said who it is, and goes down with the link; it carries no sockets of the module. While the terminal is in
/// command state, what the network sends is lost.
/// </remarks>
internal sealed class PppSession : ISuspendable, IPppOwner
{
    private readonly AtInstance _instance;
    private readonly int _cid;
    private readonly PppLink _link;
    private readonly CancellationTokenSource _stop;
    private readonly ITimer _restart;
    private readonly ITimer _patience;
    private PppRouter? _router;
    private bool _active;

    public PppSession(AtInstance instance, int cid)
    {
        (_instance, _cid) = (instance, cid);
        var time = Module.World.Time;
        var (settings, restart) = (Module.Volatile.Get<GPppCfg>(), TimeSpan.FromMilliseconds(100 * Module.Volatile.Get<GPppCfg>().LcpTimeout));
        _link = new(this, (uint)Module.World.Random.Next(1, int.MaxValue), OptionsOf(settings));
        _stop = CancellationTokenSource.CreateLinkedTokenSource(Module.PowerLost);
        _restart = time.CreateTimer(static s => ((PppSession)s!)._link.Tick(), this, restart, restart);
        _patience = time.CreateTimer(static s => ((PppSession)s!).LookWhetherUp(), this, Timers.PppStart.Default, Timeout.InfiniteTimeSpan);
        Module.Contexts.Changed += ContextChanged;
    }

    private RunningModule Module => _instance.Module;

    // AT reference 80000ST10025a p346-348: #GAUTH, #GPPPCFG
    private PppLinkOptions OptionsOf(GPppCfg settings)
    {
        var usual = new PppLinkOptions { AsksForPap = Module.Volatile.Get<GAuth>().Type != 0, Begins = settings.PppMode is 1 or 3, Terminates = settings.PppMode >= 2 };
        return settings.HostIpAddress == GPppCfg.AnyAddress ? usual : usual with { Own = IPAddress.Parse(settings.HostIpAddress) };
    }

    EscapeRule IOnlineChannel.Escape => EscapeRule.PacketGuard;

    bool IOnlineChannel.Congested => false;

    void IOnlineChannel.Joined() => _link.Begin();

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets) => _link.Receive(octets);

    void IOnlineChannel.TerminalDrained() { }

    FinalResult IOnlineChannel.Escaped()
    {
        _instance.Suspended = this;
        return FinalResult.Ok;
    }

    void IOnlineChannel.Abandoned() => Release();

    /// <summary>ATH in command state.</summary>
    void ISuspendable.HangUp() => Release();

    void IPppOwner.Send(ReadOnlySpan<byte> octets)
    {
        if (_instance.IsOnline && !_instance.TerminalCongested) _instance.ToTerminal(octets);
    }

    void IPppOwner.Authenticate(string user, string password) => Module.InBackground(_ => Activate(user, password));

    void IPppOwner.Packet(ReadOnlySpan<byte> packet) => _router?.Take(packet);

    void IPppOwner.Closed() => End();

    private async Task Activate(string user, string password)
    {
        try
        {
            var contexts = Module.Contexts;
            // One that +CGACT has activated is taken over.
            var result = contexts[_cid].IsActive ? FinalResult.Ok : await contexts.Activate(_cid, user, password, carriesSockets: false, _stop.Token);
            if (_link.IsClosed) return;
            if (!result.IsSuccess || contexts[_cid].Address is not { } address)
            {
                _link.Refuse();
                return;
            }
            _active = true;
            _router = new(Module.World, address, packet => _link.SendPacket(packet), _stop.Token);
            _link.Admit(address, contexts[_cid].NameServers);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    /// <summary>The network, or a command of another instance, took the context away.</summary>
    private void ContextChanged(int cid)
    {
        if (cid != _cid || !_active || Module.Contexts[cid].IsActive) return;
        _active = false;
        _link.Close();
    }

    private void LookWhetherUp()
    {
        if (!_link.IsUp) _link.Close();
    }

    /// <summary>The link is over: the terminal is told so.</summary>
    private void End()
    {
        var online = _instance.IsOnline;
        Release();
        if (!Module.IsOn) return;
        if (online) _instance.GoOffline(FinalResult.NoCarrier);
        else _instance.Unsolicited(FinalResult.NoCarrier);
    }

    /// <summary>Everything goes, the context too.</summary>
    private void Release()
    {
        if (_stop.IsCancellationRequested && _router is null && !_active) return;
        if (_instance.Suspended == this) _instance.Suspended = null;
        Module.Contexts.Changed -= ContextChanged;
        _restart.Dispose();
        _patience.Dispose();
        _stop.Cancel();
        _router?.Dispose();
        _router = null;
        if (!_active) return;
        _active = false;
        if (Module.IsOn) Module.InBackground(stop => Module.Contexts.Deactivate(_cid, stop).AsTask());
    }
}
