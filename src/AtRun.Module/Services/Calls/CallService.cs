using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Calls;

/// <summary>What a call carries.</summary>
public enum CallKind
{
    Voice,
    Data,
}

/// <summary>What is going on, of all calls together.</summary>
public enum CallState
{
    /// <summary>Nothing.</summary>
    Idle,

    /// <summary>The module calls; nobody has answered yet.</summary>
    Dialling,

    /// <summary>Somebody calls the module, and no other call is up.</summary>
    Ringing,

    /// <summary>A call is up.</summary>
    Up,
}

/// <summary>The calls of the module over circuits: several of voice (one conversation, one on hold, one that waits), or one of data.</summary>
/// <remarks>22.030 §6.5.5; 27.007 §7. The GSM context calls its access server by <see cref="Connect"/>.</remarks>
public sealed partial class CallService : ICircuitUser
{
    /// <summary>Numbers of calls: 1 to 7 (22.030 §6.5.5.1).</summary>
    public const int MaxCalls = 7;

    private readonly RunningModule _module;
    private readonly List<Call> _calls = [];

    internal CallService(RunningModule module)
    {
        _module = module;
        Meter = new(module, MeterExhausted);
        _ringing = new(this);
    }

    /// <summary>By their numbers.</summary>
    public IReadOnlyList<Call> All => _calls;

    public CallState State => _calls switch
    {
        [] => CallState.Idle,
        _ when _calls.Exists(c => c.Status == CallStatus.Incoming) => CallState.Ringing,
        _ when _calls.Exists(c => c.Status is CallStatus.Active or CallStatus.Held) => CallState.Up,
        _ => CallState.Dialling,
    };

    /// <summary>Of the first call, or of the last one that was.</summary>
    public CallKind Kind { get; private set; }

    /// <summary>The instance of the first call, 1 to 3; 0 while none has it.</summary>
    public int Instance => _calls is [{ Instance.Number: var number }, ..] ? number : 0;

    /// <summary>Rings of the call that comes in (S1).</summary>
    public int Rings => _ringing.Rings;

    /// <summary>Number dialled last (ATDL); null: none since power-on.</summary>
    public string? LastNumber { get; private set; }

    /// <summary>The call that ended last (AT&amp;V2, +CEER); null: there was none since power-on.</summary>
    public LastCall? Last { get; private set; }

    /// <summary>What calls cost.</summary>
    public CallMeter Meter { get; }

    /// <summary>The instance of the data call that is up, or null (SMS-24, TCP-25).</summary>
    public int? DataCall => Data is { WasConnected: true } data ? data.Instance?.Number : null;

    /// <summary>The radio is busy with a data call that is up or on its way up: no packet service meanwhile (IP Easy guide 80000ST10028 p70).</summary>
    public bool HasData => Data is { IsRinging: false };

    /// <summary>The call to an access server has ended: OK by a command here, NO CARRIER by the other end or the network.</summary>
    public event Action<FinalResult>? AccessEnded;

    /// <summary>A call began, went on or ended.</summary>
    public event Action? Changed;

    /// <summary>A ring of a call that comes in; the number of rings so far.</summary>
    public event Action<int>? Ring;

    /// <summary>The other end of a voice call sent a tone: 0-9, *, #, A-D.</summary>
    public event Action<char>? Tone;

    bool ICircuitUser.IsReachable => _module.IsOn && _module.Network.IsRegistered && _module.Attach.HasCircuitService;

    internal DateTimeOffset Now => _module.World.Time.GetUtcNow();

    private Call? Data => _calls.Find(c => c.Kind == CallKind.Data);

    /// <summary>Ends all calls.</summary>
    public void HangUp()
    {
        foreach (var call in _calls.ToArray()) Release(call);
    }

    /// <summary>ATH: ends the calls of voice, what is being dialled, and the data call of this instance (27.010 guide p24: of no other); refuses one that rings.</summary>
    public FinalResult HangUp(AtInstance instance)
    {
        var (hadData, hadVoice) = (false, false);
        // +CVHU=1 (AT reference 80000ST10025a p93)
        var keepsVoice = instance.Settings.Get<Cvhu>().Mode == Cvhu.Neither;
        foreach (var call in _calls.ToArray())
        {
            if (call.Status == CallStatus.Waiting) continue;
            // The call of the GSM context may have cut off whoever made it: any instance ends it.
            if (call.Kind == CallKind.Data ? call is { WasConnected: true, Circuit: not null } && call.Instance != instance : keepsVoice && !call.IsRinging) continue;
            hadData |= call.Channel is { } channel && instance.Suspended == channel;
            hadVoice |= call.Kind == CallKind.Voice && !call.IsRinging;
            Release(call, told: call.Instance != instance);
        }
        // SWG 1vv0300784 p47: a data call that ATH ends is told so.
        return hadData ? FinalResult.NoCarrier : hadVoice && InSteps ? FinalResult.Step(CallSteps.Released) : FinalResult.Ok;
    }

    /// <summary>+CHUP: ends all calls that are up, and what is being dialled.</summary>
    public void HangUpVoice()
    {
        foreach (var call in _calls.Where(c => c is { Kind: CallKind.Voice, IsRinging: false }).ToArray()) Release(call);
    }

    /// <summary>Ends the call to the access server.</summary>
    public void HangUpAccess()
    {
        if (_calls.Find(c => c.Circuit is null) is { } call) Release(call);
    }

    /// <summary>&amp;D2: ends what this instance has, and tells it.</summary>
    public void Disconnect(AtInstance instance)
    {
        foreach (var call in _calls.Where(c => c.Instance == instance).ToArray()) Release(call, told: !call.IsAwaited);
    }

    /// <summary>Another user has the instance: a call that has not been joined with its terminal yet is over (INS-3).</summary>
    internal void Leave(AtInstance instance)
    {
        foreach (var call in _calls.Where(c => c.Channel is not null && c.Instance == instance).ToArray()) Release(call);
    }

    internal void Start()
    {
        _module.World.DataCalls.Ended += ServerEnded;
        _module.Network.Changed += NetworkChanged;
        _module.World.Circuits.User = this;
    }

    internal void End()
    {
        _module.World.DataCalls.Ended -= ServerEnded;
        _module.Network.Changed -= NetworkChanged;
        _module.World.DataCalls.HangUp();
        _module.World.Circuits.User = null;
        _ringing.Stop();
        Meter.End();
        _calls.Clear();
    }

    /// <summary>This side ends a call, or refuses it.</summary>
    internal void Release(Call call, CallCause? cause = null, bool told = false, FinalResult? how = null)
    {
        if (call.IsOver) return;
        cause ??= call.IsRinging ? CallCause.UserBusy : CallCause.NormalClearing;
        var patience = call.Channel?.Patience ?? default;
        Forget(call, cause, how ?? FinalResult.Ok, told);
        if (call.Circuit is { } circuit) circuit.Release(cause, patience);
        else _module.World.DataCalls.HangUp();
    }

    internal void EndedByOther(Call call, CallCause cause)
    {
        if (call.IsOver) return;
        Forget(call, cause, ResultOf(cause), told: true);
    }

    internal void Heard(Call call, char tone)
    {
        if (!call.IsOver && call.Kind == CallKind.Voice) Tone?.Invoke(tone);
    }

    /// <summary>A call took a step.</summary>
    internal void Progressed(Call call)
    {
        Kind = _calls[0].Kind;
        Report(call);
        Follow();
    }

    /// <summary>What becomes of a call that ended so, as ATD answers it.</summary>
    private FinalResult ResultOf(CallCause cause)
    {
        if (cause == CallCause.UserBusy) return FinalResult.Busy;
        if (InSteps) return FinalResult.Step(CallSteps.Disconnected);
        return cause == CallCause.NoAnswer || cause == CallCause.NoUserResponding ? FinalResult.NoAnswer : FinalResult.NoCarrier;
    }

    /// <summary>#DIALMODE=2: each step of a call has a result code of its own.</summary>
    private bool InSteps => _module.Nvm.Get<DialMode>().Mode == DialMode.Steps;

    /// <summary>What follows the calls: the lines of the ports, indicators.</summary>
    private void Follow()
    {
        _module.UpdateLines();
        Changed?.Invoke();
    }

    private Call Add(Call call)
    {
        _calls.Add(call);
        _calls.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return call;
    }

    private int FreeId()
    {
        var id = 1;
        while (_calls.Exists(c => c.Id == id)) id++;
        return id;
    }

    /// <summary>The call is over here: whoever waits for it, and whoever it is joined with, learns so.</summary>
    private void Forget(Call call, CallCause cause, FinalResult how, bool told)
    {
        _calls.Remove(call);
        Last = new(call, cause, how, Now);
        Meter.End(call);
        if (call.IsRinging)
        {
            _module.Phonebooks.Missed(call.Number);
            _ringing.Stop();
        }
        if (_calls.FindAll(c => c.IsMultiparty) is [var alone]) alone.IsMultiparty = false;
        Report(call, isOver: true);
        // The command that waits goes on within.
        var isAwaited = call.IsAwaited;
        call.Finish(cause);
        if (call.Circuit is null) _accessDialling?.Cancel();
        Follow();
        if (!_module.IsOn) return;
        if (call.Circuit is null) AccessEnded?.Invoke(call.WasConnected && !how.IsSuccess ? FinalResult.NoCarrier : FinalResult.Ok);
        if (call.Channel is { } channel) channel.Ended(call.WasConnected ? FinalResult.NoCarrier : how, told);
        else if (told && !isAwaited && call.Instance is { } instance) instance.Unsolicited(how.IsSuccess || (call.WasConnected && !InSteps) ? FinalResult.NoCarrier : how);
        LookAtWaiting();
    }

    /// <summary>Out of coverage calls end.</summary>
    private void NetworkChanged()
    {
        if (_module.Network.IsRegistered) return;
        foreach (var call in _calls.ToArray())
        {
            if (call.Circuit is { } circuit) circuit.Release(CallCause.OutOfOrder);
            else _module.World.DataCalls.HangUp();
            Forget(call, CallCause.LowerLayerFailure, FinalResult.NoCarrier, told: true);
        }
    }

    private void ServerEnded()
    {
        if (_calls.Find(c => c is { Circuit: null, WasConnected: true }) is not { } call) return;
        Forget(call, CallCause.NormalClearing, FinalResult.NoCarrier, told: true);
    }

    private void MeterExhausted()
    {
        foreach (var call in _calls.Where(c => !c.IsIncoming && c.WasConnected).ToArray()) Release(call, CallCause.MeterExhausted, told: true);
    }
}

/// <summary>A call that is over.</summary>
/// <param name="Call">The call.</param>
/// <param name="Cause">Why it ended.</param>
/// <param name="Result">OK: by a command here.</param>
/// <param name="Ended">When.</param>
public sealed record LastCall(Call Call, CallCause Cause, FinalResult Result, DateTimeOffset Ended);
