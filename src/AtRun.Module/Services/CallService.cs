using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services;

/// <summary>What a call carries.</summary>
public enum CallKind
{
    Voice,
    Data,
}

/// <summary>How far a call is.</summary>
public enum CallState
{
    /// <summary>Nothing is going on.</summary>
    Idle,

    /// <summary>The module calls; nobody has answered yet.</summary>
    Dialling,

    /// <summary>Somebody calls the module.</summary>
    Ringing,

    /// <summary>Both ends are connected.</summary>
    Up,
}

/// <summary>The call of the module: one at a time, on one instance.</summary>
/// <remarks>
/// Nobody stands at the other end of the calls that ATD begins: they end with NO CARRIER when the time to connect is over. The GSM context
/// calls its access server by <see cref="Connect"/>. Calls that come in, and data calls that some bearer brings up, enter by
/// <see cref="Offer"/> and <see cref="Connected"/>.
/// </remarks>
public sealed class CallService(RunningModule module)
{
    private CancellationTokenSource? _dialling;
    private ITimer? _ringing;

    public CallState State { get; private set; }

    public CallKind Kind { get; private set; }

    /// <summary>The instance of the call, 1 to 3; 0 while none has it.</summary>
    public int Instance { get; private set; }

    /// <summary>Rings of the call that comes in (S1).</summary>
    public int Rings { get; private set; }

    /// <summary>Number dialled last (ATDL); null: none since power-on.</summary>
    public string? LastNumber { get; private set; }

    /// <summary>How the last call ended (AT&amp;V2); null: there was none since power-on.</summary>
    public FinalResult? LastEnd { get; private set; }

    /// <summary>The instance of the data call that is up, or null (SMS-24, TCP-25).</summary>
    public int? DataCall => State == CallState.Up && Kind == CallKind.Data ? Instance : null;

    /// <summary>The radio is busy with a data call that is up or on its way up: no packet service meanwhile (IP Easy guide 80000ST10028 p70).</summary>
    public bool HasData => Kind == CallKind.Data && State is CallState.Dialling or CallState.Up;

    /// <summary>The call that was up has ended: OK by a command here, NO CARRIER by the other end or the network.</summary>
    public event Action<FinalResult>? Ended;

    /// <summary>A ring of a call that comes in; the number of rings so far.</summary>
    public event Action<int>? Ring;

    /// <summary>The other end of a voice call sent a tone: 0-9, *, #, A-D.</summary>
    public event Action<char>? Tone;

    /// <summary>A number is called: NO CARRIER when <paramref name="patience"/> is over or the call is given up.</summary>
    public async Task<FinalResult> Dial(AtInstance instance, string number, CallKind kind, TimeSpan patience, CancellationToken stop)
    {
        if (State != CallState.Idle) return CmeError.OperationNotAllowed;
        (State, Kind, Instance, LastNumber) = (CallState.Dialling, kind, instance.Number, number);
        module.UpdateLines();
        module.Phonebooks.Dialled(number);
        using var dialling = _dialling = CancellationTokenSource.CreateLinkedTokenSource(stop, module.PowerLost);
        try
        {
            await Task.Delay(patience, module.World.Time, dialling.Token);
        }
        catch (OperationCanceledException) when (module.IsOn)
        {
            // A character typed, or ATH on another instance: the call ends like one that nobody answers.
        }
        finally
        {
            _dialling = null;
            End(FinalResult.NoCarrier);
        }
        return FinalResult.NoCarrier;
    }

    /// <summary>Calls an access server and stays connected until either end hangs up; false: it does not answer within that time.</summary>
    public async Task<bool> Connect(AtInstance instance, string number, TimeSpan patience, CancellationToken stop)
    {
        if (State != CallState.Idle) return false;
        (State, Kind, Instance) = (CallState.Dialling, CallKind.Data, instance.Number);
        module.UpdateLines();
        using var limit = new CancellationTokenSource(patience, module.World.Time);
        using var dialling = _dialling = CancellationTokenSource.CreateLinkedTokenSource(stop, module.PowerLost, limit.Token);
        var answered = false;
        try
        {
            answered = await module.World.DataCalls.Call(number, dialling.Token);
        }
        catch (OperationCanceledException) when (module.IsOn && !stop.IsCancellationRequested)
        {
        }
        finally
        {
            _dialling = null;
            if (answered) Connected(instance.Number, CallKind.Data);
            else End(FinalResult.NoCarrier);
        }
        return answered;
    }

    /// <summary>Somebody calls the module; false: it is busy.</summary>
    public bool Offer()
    {
        if (State != CallState.Idle || !module.IsOn) return false;
        (State, Kind, Instance) = (CallState.Ringing, CallKind.Voice, 0);
        module.UpdateLines();
        _ringing = module.World.Time.CreateTimer(static s => ((CallService)s!).RingOnce(), this, TimeSpan.Zero, Timers.Ring.Default);
        return true;
    }

    /// <summary>The other end hangs up, answered or not.</summary>
    public void Withdraw()
    {
        if (State is not (CallState.Ringing or CallState.Up)) return;
        var told = State == CallState.Up ? Instance : 0;
        End(FinalResult.NoCarrier);
        if (told > 0) module.Instance(told).Unsolicited(FinalResult.NoCarrier);
    }

    /// <summary>The other end sends tones; false: no voice call is up.</summary>
    public bool Hear(string tones)
    {
        if (State != CallState.Up || Kind != CallKind.Voice) return false;
        foreach (var tone in tones) Tone?.Invoke(tone);
        return true;
    }

    /// <summary>A bearer outside this service has brought a call up on an instance.</summary>
    public void Connected(int instance, CallKind kind)
    {
        (State, Kind, Instance) = (CallState.Up, kind, instance);
        module.UpdateLines();
    }

    /// <summary>Takes the call that comes in.</summary>
    public FinalResult Answer(AtInstance instance)
    {
        if (State != CallState.Ringing) return FinalResult.NoCarrier;
        StopRinging();
        Connected(instance.Number, CallKind.Voice);
        return FinalResult.Ok;
    }

    /// <summary>Ends the call, whichever way it is.</summary>
    public void HangUp()
    {
        if (_dialling is { } dialling) dialling.Cancel();
        else if (State != CallState.Idle) End(FinalResult.Ok);
    }

    internal void Start() => module.World.DataCalls.Ended += Withdraw;

    internal void End()
    {
        module.World.DataCalls.Ended -= Withdraw;
        module.World.DataCalls.HangUp();
        StopRinging();
        State = CallState.Idle;
    }

    private void End(FinalResult how)
    {
        StopRinging();
        var wasUp = State == CallState.Up;
        if (Kind == CallKind.Data) module.World.DataCalls.HangUp();
        (State, Instance, LastEnd) = (CallState.Idle, 0, how);
        module.UpdateLines();
        if (wasUp) Ended?.Invoke(how);
    }

    private void StopRinging()
    {
        _ringing?.Dispose();
        _ringing = null;
        Rings = 0;
    }

    private void RingOnce()
    {
        if (State != CallState.Ringing) return;
        Rings++;
        foreach (var instance in module.Instances)
            if (instance.User.Owner is Owner.LocalPort or Owner.Cmux) instance.Unsolicited(FinalResult.Ring);
        Ring?.Invoke(Rings);
        // The first instance whose S0 is reached takes the call by itself (V.250 §6.3.8).
        if (module.Instances.FirstOrDefault(i => i.MayAutoAnswer && i.Settings.Get<S0>().Value is > 0 and var rings && Rings >= rings) is { } answering)
            Answer(answering);
    }
}
