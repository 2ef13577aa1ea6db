using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Network;

/// <summary>Registration with the network: as +COPS, +CFUN and the SIM allow it, again after the network was lost.</summary>
/// <remarks>
/// After +COPS=2 the module is deregistered for calls and SMS, but what it was attached to goes on: SMS-19 says that a new
/// +COPS may come over TCPATRUN. After a restart with +COPS=2 there is neither.
/// </remarks>
public sealed partial class NetworkService(RunningModule module)
{
    /// <summary>+COPS: what of it non-volatile memory keeps.</summary>
    private const string SelectionKey = "network/selection";

    private CancellationTokenSource? _stop;
    private TaskCompletionSource? _attempt;
    private Task _last = Task.CompletedTask;
    private RegistrationState _served;
    private RegistrationState _packet;
    private int _technology;
    private bool _looking;
    private string? _lookingFor;

    /// <summary>Registration as +CREG tells it.</summary>
    public RegistrationState State { get; private set; }

    /// <summary>Registration for packet data as +CGREG tells it.</summary>
    /// <remarks>27.007 §10.1.20: 2 also while the module tries to attach.</remarks>
    public RegistrationState PacketState =>
        module.Attach.IsAttached ? _served
        : !module.Attach.IsWanted ? RegistrationState.NotRegistered
        : HasPacketService ? RegistrationState.Searching
        : IsAny(_served) ? RegistrationState.NotRegistered
        : _served;

    /// <summary>Registered, at home or roaming.</summary>
    public bool IsRegistered => IsAny(State);

    /// <summary>The network takes packet data from the module; outlasts +COPS=2.</summary>
    public bool HasPacketService => IsAny(_served) && Radio.Serving is { Packet: not null };

    /// <summary>Location area of the cell; -1 where no network serves.</summary>
    public int Lac { get; private set; } = -1;

    /// <summary>Identity of the cell; -1 where no network serves.</summary>
    public int CellId { get; private set; } = -1;

    /// <summary>The module may transmit (+CFUN).</summary>
    public bool CanTransmit => module.Volatile.Get<Cfun>().Fun is not (Cfun.NoTransmission or Cfun.RadioOff);

    /// <summary>The registration or the cell changed.</summary>
    public event Action? Changed;

    private IRadio Radio => module.World.Radio;

    private Cops Selection => module.Volatile.Get<Cops>();

    internal void Start()
    {
        if (module.Nvm.GetText(SelectionKey)?.Split(',') is [var mode, var plmn] && int.TryParse(mode, out var number))
            module.Volatile.Set(Cops.Command, new Cops { Mode = (SelectionMode)number, Oper = plmn });
        StartRadio();
        Radio.Changed += OnRadio;
        module.Sim.Changed += Follow;
        module.Attach.Changed += ShowPacket;
        Follow();
    }

    internal void End()
    {
        Radio.Changed -= OnRadio;
        module.Sim.Changed -= Follow;
        module.Attach.Changed -= ShowPacket;
        EndRadio();
        // The power is gone: nobody hears of it.
        Cancel();
        Radio.Deregister(keepListening: false);
        _served = State = RegistrationState.NotRegistered;
    }

    /// <summary>Keeps what +COPS selected; the format is not part of it (AT reference 80000ST10025a p102).</summary>
    internal ValueTask Keep(Cops selection)
    {
        module.Volatile.Set(Cops.Command, selection);
        SelectBands();
        return module.Nvm.SetText(SelectionKey, string.Create(CultureInfo.InvariantCulture, $"{(int)selection.Mode},{selection.Oper}"));
    }

    /// <summary>Does what +COPS, +CFUN, +CGCLASS and the SIM say now, as far as it is not done or under way.</summary>
    internal void Follow()
    {
        if (!CanTransmit) Leave(keepListening: module.Volatile.Get<Cfun>().Fun != Cfun.RadioOff);
        else if (!module.Sim.IsReady) Leave(keepListening: true);
        else if (Selection.Mode == SelectionMode.Deregister)
        {
            if (HasPacketService) Become(_served);
            else Leave(keepListening: true);
        }
        else if (!_looking || _lookingFor != Wanted) Begin();
        else Become(_served);
    }

    /// <summary>An attempt to register as +COPS says now; its outcome.</summary>
    internal async ValueTask<FinalResult> Register(CancellationToken stop)
    {
        if (module.Sim.Refusal is { } refusal) return refusal;
        if (!CanTransmit) return CmeError.OperationNotAllowed;
        Follow();
        if (!IsRegistered && _attempt is null) Begin();
        if (_attempt is { } attempt) await attempt.Task.WaitAsync(stop);
        return IsRegistered ? FinalResult.Ok : State == RegistrationState.Denied ? CmeError.EmergencyCallsOnly : CmeError.NoNetworkService;
    }

    /// <summary>Runs what two instances may not do at the same time: the later one is held back (Telit 30268ST10299A p25).</summary>
    internal async ValueTask<FinalResult> InTurn(Func<CancellationToken, ValueTask<FinalResult>> what, CancellationToken stop)
    {
        var before = _last;
        var done = new TaskCompletionSource();
        _last = Task.WhenAll(before, done.Task);
        try
        {
            await before.WaitAsync(stop);
            return await what(stop);
        }
        finally
        {
            done.SetResult();
        }
    }

    /// <summary>The operator that is asked for; null: any.</summary>
    private string? Wanted => Selection.Mode is SelectionMode.Manual or SelectionMode.ManualThenAutomatic or SelectionMode.Locked ? Selection.Oper : null;

    private static bool IsAny(RegistrationState state) => state is RegistrationState.Home or RegistrationState.Roaming;

    private void Leave(bool keepListening)
    {
        Cancel();
        _looking = false;
        Radio.Deregister(keepListening);
        Become(RegistrationState.NotRegistered);
    }

    private void Begin()
    {
        Cancel();
        (_looking, _lookingFor, _attempt) = (true, Wanted, new());
        var attempt = _attempt;
        Become(RegistrationState.Searching);
        if (_attempt == attempt) module.InBackground(powerLost => Attempt(attempt, powerLost));
    }

    private void Cancel()
    {
        var stop = _stop;
        (_stop, _attempt) = (null, null);
        stop?.Cancel();
    }

    private async Task Attempt(TaskCompletionSource attempt, CancellationToken powerLost)
    {
        using var stop = _stop = CancellationTokenSource.CreateLinkedTokenSource(powerLost);
        try
        {
            var state = await Radio.Register(_lookingFor, stop.Token);
            if (!IsAny(state) && Selection.Mode == SelectionMode.ManualThenAutomatic)
            {
                await Keep(Selection with { Mode = SelectionMode.Automatic, Oper = "" });
                stop.Token.ThrowIfCancellationRequested();
                _lookingFor = null;
                state = await Radio.Register(null, stop.Token);
            }
            (_stop, _attempt) = (null, null);
            Become(state);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            attempt.SetResult();
        }
    }

    private void OnRadio(RegistrationState state)
    {
        if (_attempt is not null || !_looking) return;
        if (IsAny(_served) && !IsAny(state) && module.Nvm.Get<RegMode>().Mode == 0) ShowUnknown();
        Become(state);
    }

    private void Become(RegistrationState served)
    {
        var (state, lac, cellId) = (State, Lac, CellId);
        _served = served;
        State = Selection.Mode == SelectionMode.Deregister || !module.Attach.HasCircuitService ? RegistrationState.NotRegistered : served;
        if (served == RegistrationState.Denied) RejectCause = PlmnNotAllowed;
        var cell = IsAny(served) ? Radio.Serving : null;
        (Lac, CellId) = (cell?.Lac ?? -1, cell?.CellId ?? -1);
        _technology = cell?.Technology ?? 0;
        var moved = (lac, cellId) != (Lac, CellId);
        if (State == state && !moved && PacketState == _packet) return;
        if (State != state || (moved && IsRegistered))
            foreach (var instance in module.Instances)
                if (instance.Settings.Get<Creg>().Mode is var mode and > 0 && (mode == 2 || State != state))
                    instance.Unsolicited(Text(Creg.Command.Name, State, withCell: mode == 2));
        ShowPacket(moved);
        Changed?.Invoke();
    }

    private void ShowPacket() => ShowPacket(moved: false);

    private void ShowPacket(bool moved)
    {
        var changed = PacketState != _packet;
        _packet = PacketState;
        if (!changed && !(moved && IsAny(_packet))) return;
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<CgReg>().N is var mode and > 0 && (mode == 2 || changed))
                instance.Unsolicited(Text(CgReg.Command.Name, _packet, withCell: mode == 2));
    }

    /// <summary>The basic mode of #REGMODE says "unknown" before it says that it searches (AT reference 80000ST10025a p99, p288).</summary>
    private void ShowUnknown()
    {
        foreach (var instance in module.Instances)
            if (instance.Settings.Get<Creg>().Mode > 0 && IsRegistered)
                instance.Unsolicited(Text(Creg.Command.Name, RegistrationState.Unknown, withCell: false));
    }

    private string Text(string name, RegistrationState state, bool withCell) => withCell && IsAny(state)
        ? $"{name}: {(int)state},{Place()}"
        : $"{name}: {(int)state}";
}
