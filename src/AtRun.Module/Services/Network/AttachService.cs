using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Network;

/// <summary>Attachment to the packet service: by itself once registered (#AUTOATT), by command (+CGATT), as the class allows it (+CGCLASS).</summary>
public sealed class AttachService(RunningModule module)
{
    /// <summary>24.008 §4.7.3.1.5: the attempt counter that leads to the long pause.</summary>
    private const int AttemptsBeforePause = 5;

    private TaskCompletionSource<bool>? _attaching;
    private CancellationTokenSource? _stop;
    private ITimer? _retry;
    private int _failures;
    private bool _wanted;

    public bool IsAttached { get; private set; }

    /// <summary>Attached, or to be attached as soon as that is possible.</summary>
    public bool IsWanted => _wanted && HasPacketService;

    /// <summary>False while the class is "CG": no calls, no SMS (SMS-19).</summary>
    public bool HasCircuitService => Class != CgClass.PacketOnly;

    /// <summary>Attached or detached.</summary>
    public event Action? Changed;

    private string Class => module.Nvm.Get<CgClass>().Class;

    private bool HasPacketService => Class != CgClass.CircuitOnly;

    private bool CanAttach => module.IsOn && HasPacketService && module.Sim.IsReady && module.Network.HasPacketService;

    internal void Start()
    {
        _wanted = module.Nvm.Get<AutoAtt>().Auto == 1;
        module.Network.Changed += Follow;
        module.Sim.Changed += Follow;
        module.World.Packet.Detached += DetachedByNetwork;
        Follow();
    }

    internal void End()
    {
        module.Network.Changed -= Follow;
        module.Sim.Changed -= Follow;
        module.World.Packet.Detached -= DetachedByNetwork;
        _retry?.Dispose();
        module.World.Packet.Detach();
    }

    /// <summary>+CGATT=1, +CGACT=1: attaches, and stays attached where the network allows it.</summary>
    public async ValueTask<FinalResult> Attach(CancellationToken stop)
    {
        if (IsAttached) return FinalResult.Ok;
        if (!HasPacketService) return CmeError.InvalidMobileClass;
        if (!CanAttach) return CmeError.NoNetworkService;
        _wanted = true;
        Begin();
        if (await UnderWay(TimeSpan.FromSeconds(CgAtt.Command.Facts.TimeLimit), stop) is { IsSuccess: false } late) return late;
        return IsAttached ? FinalResult.Ok : CmeError.GprsServiceNotAllowed;
    }

    /// <summary>Waits for an attach that is under way, if one is.</summary>
    internal async ValueTask<FinalResult> UnderWay(TimeSpan limit, CancellationToken stop)
    {
        if (_attaching is not { } attaching) return FinalResult.Ok;
        try
        {
            await attaching.Task.WaitAsync(limit, module.World.Time, stop);
            return FinalResult.Ok;
        }
        catch (TimeoutException)
        {
            return CmeError.NetworkTimeOut;
        }
    }

    /// <summary>+CGATT=0: detaches, and stays detached until it is asked for again.</summary>
    public void Detach()
    {
        _wanted = false;
        if (IsAttached) module.PacketEvents.Detached(byNetwork: false);
        Lose();
    }

    /// <summary>#AUTOATT=1 attaches now, too.</summary>
    public void AttachByItself()
    {
        _wanted = true;
        Follow();
    }

    /// <summary>Registration, SIM or class changed: attaches where that is possible and wanted, knows that it is detached where it is not.</summary>
    public void Follow()
    {
        if (!CanAttach)
        {
            if (IsAttached && module.IsOn && !(module.Network.CanTransmit && module.Sim.IsReady && HasPacketService)) module.PacketEvents.Detached(byNetwork: false);
            Lose();
        }
        else if (_wanted) Begin();
    }

    /// <summary>The network has thrown the module out: it attaches anew, where that is wanted (24.008 §4.7.4.2.2).</summary>
    private void DetachedByNetwork()
    {
        if (!IsAttached) return;
        module.Network.RejectCause = NetworkService.ImplicitlyDetached;
        module.PacketEvents.Detached(byNetwork: true);
        Lose();
        Follow();
    }

    private void Begin()
    {
        if (IsAttached || _attaching is not null || !CanAttach) return;
        _retry?.Dispose();
        module.InBackground(AttachNow);
    }

    private async Task AttachNow(CancellationToken powerLost)
    {
        var done = _attaching = new();
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(powerLost);
        var attached = false;
        try
        {
            attached = await module.World.Packet.Attach(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            // Who cancelled has told the network already, and may have begun another attempt.
            if (_attaching == done) _attaching = null;
            if (!stop.IsCancellationRequested) Attached(attached);
            done.SetResult(attached);
        }
    }

    private void Attached(bool attached)
    {
        _stop = null;
        if (attached)
        {
            _failures = 0;
            IsAttached = true;
            Changed?.Invoke();
            return;
        }
        module.Network.RejectCause = NetworkService.GprsNotAllowed;
        var pause = ++_failures % AttemptsBeforePause == 0 ? Timers.AttachPause : Timers.AttachRetry;
        _retry = module.World.Time.CreateTimer(static s => ((AttachService)s!).Follow(), this, pause.Default, Timeout.InfiniteTimeSpan);
    }

    private void Lose()
    {
        _retry?.Dispose();
        _failures = 0;
        if (!IsAttached && _stop is null) return;
        _stop?.Cancel();
        (_stop, _attaching) = (null, null);
        module.World.Packet.Detach();
        if (!IsAttached) return;
        IsAttached = false;
        Changed?.Invoke();
    }
}
