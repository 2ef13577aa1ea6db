using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Calls;

/// <content>Calls that come in.</content>
public sealed partial class CallService
{
    private readonly Ringing _ringing;

    ICircuitReceiver? ICircuitUser.Offer(ICircuit circuit, CallOffer offer)
    {
        // Whoever sets something up, rings, or has a data call is busy; and the network lets nobody wait unasked.
        if (!_module.IsOn || _calls.Count == MaxCalls || Data is not null || _calls.Exists(c => c.Status is not (CallStatus.Active or CallStatus.Held)) || (_calls.Count > 0 && !offer.Waits)) return null;
        if (BearerOf(offer) is not { } bearer || (bearer.IsData && _calls.Count > 0)) return null;
        var call = Add(new(this, FreeId(), isIncoming: true, offer.Number, bearer) { Validity = offer.Validity, Circuit = circuit });
        circuit.Alert();
        if (_calls.Count > 1)
        {
            call.Become(CallStatus.Waiting);
            ShowWaiting(call);
        }
        else
        {
            Progressed(call);
            _ringing.Start();
        }
        if (offer.IsForwarded) Noticed(call, CallNotice.Forwarded);
        return call;
    }

    /// <summary>ATA: takes the call that rings, or that waits; then what is up goes on hold.</summary>
    public async Task<FinalResult> Answer(AtInstance instance, CancellationToken stop)
    {
        if (_calls.Find(c => c.IsRinging) is not { } call) return FinalResult.NoCarrier;
        if (call.Status == CallStatus.Waiting && !MakeRoom()) return CmeError.OperationNotAllowed;
        var isData = call.Kind == CallKind.Data;
        call.IsAwaited = true;
        Take(call, instance);
        using var limit = new CancellationTokenSource(isData ? TimeSpan.FromSeconds(instance.Settings.Get<S7>().Value) : Timers.VoiceConnect.Default, _module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token, _module.PowerLost);
        try
        {
            await call.Until(static c => c.WasConnected, either.Token);
        }
        catch (OperationCanceledException) when (_module.IsOn)
        {
            Release(call);
        }
        var result = call.IsOver ? FinalResult.NoCarrier : isData ? await GoOnline(call, instance, stop) : FinalResult.Ok;
        call.IsAwaited = false;
        return result;
    }

    /// <summary>+CTFR: the call that rings goes elsewhere; false: none of voice does.</summary>
    public bool Deflect(string number)
    {
        if (_calls.Find(c => c is { IsRinging: true, Kind: CallKind.Voice }) is not { } call) return false;
        Forget(call, CallCause.NormalClearing, FinalResult.Ok, told: false);
        call.Circuit!.Deflect(number);
        return true;
    }

    /// <summary>What a call carries that comes in; where the network does not say, +CSNS does, and +CBST. Null: fax, which nobody takes here.</summary>
    private Bearer? BearerOf(CallOffer offer)
    {
        if (offer.Bearer is { } known) return known;
        var settings = _module.Instance(1).Settings;
        return settings.Get<Csns>().Mode switch
        {
            Csns.Voice => Bearer.Voice,
            Csns.Data => CallTexts.BearerOf(settings.Get<Cbst>()),
            _ => null,
        };
    }

    private void Take(Call call, AtInstance instance)
    {
        _ringing.Stop();
        _module.Phonebooks.Received(call.Number);
        call.Instance = instance;
        if (call.Kind == CallKind.Data && instance.User.IsTerminal) call.Channel = new(this, call, instance);
        call.IsAnswered = true;
        call.Circuit!.Answer(call.Bearer);
        Follow();
    }

    /// <summary>The terminal of an instance whose S0 is reached (V.250 §6.3.8) is joined with the call as soon as it is free.</summary>
    private void AnswerByItself(Call call, AtInstance instance)
    {
        Take(call, instance);
        if (call.Kind == CallKind.Voice) return;
        _module.InBackground(async stop =>
        {
            await call.Until(static c => c.WasConnected, stop);
            if (call.Channel is not { } channel) return;
            instance.WhenFree(() =>
            {
                if (call.IsOver) return;
                var text = CallTexts.ConnectText(call.Bearer, instance);
                instance.Connect(instance.GoOnline(channel, text), [.. CallTexts.ConnectReports(call.Bearer, instance)]);
            });
        });
    }

    /// <summary>A call that waited, and nothing else is there any more: it rings.</summary>
    private void LookAtWaiting()
    {
        if (_calls is not [{ Status: CallStatus.Waiting, IsRinging: true } waiting]) return;
        waiting.Become(CallStatus.Incoming);
        _ringing.Start();
    }

    /// <summary>Each ring is told on the terminals, with the number where they want it.</summary>
    private void ShowRing(Call call)
    {
        foreach (var instance in _module.Instances)
        {
            if (instance.User.Owner is not (Owner.LocalPort or Owner.Cmux)) continue;
            if (instance.Settings.Get<Crc>().Mode == 1) instance.Unsolicited($"+CRING: {CallTexts.Service(call.Bearer, instance.Writer.Format.OldStyle)}");
            else instance.Unsolicited(FinalResult.Ring);
            if (instance.Settings.Get<Clip>().N == 1) instance.Unsolicited($"{Clip.Command.Name}: {CallTexts.Number(call)},\"\",128,{CallTexts.Name(instance, call)},{(int)call.Validity}");
        }
        Ring?.Invoke(Rings);
        // What the ring brought about may have answered the call.
        if (!call.IsRinging || call.IsOver) return;
        if (_module.Instances.FirstOrDefault(i => i.MayAutoAnswer && !i.IsOnline && i.Settings.Get<S0>().Value is > 0 and var rings && Rings >= rings) is { } answering) AnswerByItself(call, answering);
    }

    /// <summary>The rings of a call that comes in.</summary>
    private sealed class Ringing(CallService service)
    {
        private ITimer? _timer;

        public int Rings { get; private set; }

        public void Start() => _timer = service._module.World.Time.CreateTimer(static r => ((Ringing)r!).Once(), this, Timers.FirstRing.Default, Timers.Ring.Default);

        public void Stop()
        {
            _timer?.Dispose();
            (_timer, Rings) = (null, 0);
        }

        private void Once()
        {
            if (_timer is null || service._calls.Find(c => c is { Status: CallStatus.Incoming, IsRinging: true }) is not { } call) return;
            Rings++;
            service.ShowRing(call);
        }
    }
}
