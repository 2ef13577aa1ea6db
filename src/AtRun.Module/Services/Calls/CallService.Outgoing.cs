using AtRun.Module.Commands.Modem;
using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Calls;

/// <content>Calls that the module makes.</content>
public sealed partial class CallService
{
    private CancellationTokenSource? _accessDialling;

    /// <summary>ATD: a call of voice, or of data which the terminal is then joined with.</summary>
    /// <param name="instance">Whose command it is.</param>
    /// <param name="request">What is called.</param>
    /// <param name="stop">Gives up: a character was typed.</param>
    /// <returns>
    /// Voice: by #DIALMODE. Data: CONNECT, or for those who are no terminal (SMS-21) what it was when the call has ended.
    /// BUSY, NO ANSWER, NO CARRIER otherwise.
    /// </returns>
    public async Task<FinalResult> Dial(AtInstance instance, CallRequest request, CancellationToken stop)
    {
        var isData = request.Bearer is { IsData: true };
        if (!MayDial(isData)) return CmeError.OperationNotAllowed;
        foreach (var active in Of(CallStatus.Active)) Hold(active);
        LastNumber = request.Number;
        _module.Phonebooks.Dialled(request.Number);
        var call = Add(new(this, FreeId(), isIncoming: false, request.Number, request.Bearer ?? Bearer.Voice) { Instance = instance, IsAwaited = true });
        if (isData && instance.User.IsTerminal) call.Channel = new(this, call, instance);
        call.Circuit = _module.World.Circuits.Call(request, call);
        Progressed(call);
        var result = isData ? await DialData(call, instance, stop) : await DialVoice(call, instance, stop);
        call.IsAwaited = false;
        return result;
    }

    /// <summary>A call that is not even tried leaves its cause (+CEER).</summary>
    public void Fail(CallRequest request, CallCause cause)
    {
        var call = new Call(this, 0, isIncoming: false, request.Number, request.Bearer ?? Bearer.Voice);
        call.Finish(cause);
        Last = new(call, cause, FinalResult.NoCarrier, Now);
    }

    /// <summary>DTR came on: #ACAL, #ACALEXT under &amp;D2 call a number as if it had been dialled here (AT reference 80000ST10025a p327-329).</summary>
    public void TerminalReady(AtInstance instance)
    {
        var automatic = instance.Settings.Get<AcalExt>();
        if (automatic.Mode == AcalExt.Off || instance.Number != 1 || instance.Settings.Get<DataTerminalReady>().Value != 2 || _calls.Count > 0) return;
        var isKnown = automatic.Mode == AcalExt.Module
            ? NumberList.Find(_module, automatic.Index) is not null
            : _module.Phonebooks.Of(Cpbs.Numbers) is { } card && automatic.Index >= 1 && automatic.Index <= card.Capacity && card[automatic.Index] is not null;
        if (!isKnown) return;
        var user = instance.User;
        instance.WhenFree(() =>
        {
            if (instance.User == user) instance.Run(automatic.Mode == AcalExt.Module ? $"ATDS={automatic.Index}" : $"ATD>{Cpbs.Numbers}{automatic.Index}");
        });
    }

    /// <summary>Calls an access server and stays connected until either end hangs up; false: it does not answer within that time.</summary>
    public async Task<bool> Connect(AtInstance instance, string number, TimeSpan patience, CancellationToken stop)
    {
        if (_calls.Count > 0) return false;
        var call = Add(new(this, FreeId(), isIncoming: false, number, new(IsData: true)) { Instance = instance, IsAwaited = true });
        Progressed(call);
        using var limit = new CancellationTokenSource(patience, _module.World.Time);
        using var dialling = _accessDialling = CancellationTokenSource.CreateLinkedTokenSource(stop, _module.PowerLost, limit.Token);
        try
        {
            if (await _module.World.DataCalls.Call(number, dialling.Token) && !call.IsOver) call.ConnectedToServer();
        }
        catch (OperationCanceledException) when (_module.IsOn && !stop.IsCancellationRequested)
        {
        }
        finally
        {
            _accessDialling = null;
            if (!call.WasConnected && _module.IsOn) Release(call);
            call.IsAwaited = false;
        }
        return call is { WasConnected: true, IsOver: false };
    }

    /// <summary>Nothing is on its way, no data call is there; and there is room for one more beside those on hold.</summary>
    private bool MayDial(bool isData) =>
        _calls.Count < MaxCalls && (_calls.Count == 0 || (!isData && Data is null && _calls.TrueForAll(c => c.Status is CallStatus.Active or CallStatus.Held)
            && (!_calls.Exists(c => c.Status == CallStatus.Active) || !_calls.Exists(c => c.Status == CallStatus.Held))));

    private async Task<FinalResult> DialVoice(Call call, AtInstance instance, CancellationToken stop)
    {
        var mode = _module.Nvm.Get<DialMode>().Mode;
        using var limit = new CancellationTokenSource(Timers.VoiceConnect.Default, _module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _module.PowerLost);
        using var setUp = CancellationTokenSource.CreateLinkedTokenSource(either.Token, limit.Token);
        if (mode == DialMode.Steps) Say(instance, "DIALING");
        try
        {
            await call.Until(static c => c.Status != CallStatus.Dialling, setUp.Token);
            if (mode == DialMode.Steps && call.Status == CallStatus.Alerting) Say(instance, "RINGING");
            if (mode != DialMode.AtRinging) await call.Until(static c => c.Status == CallStatus.Active, either.Token);
        }
        catch (OperationCanceledException) when (_module.IsOn)
        {
            var gaveUp = stop.IsCancellationRequested;
            Release(call, gaveUp ? CallCause.NormalClearing : CallCause.TimerExpired, how: FinalResult.NoCarrier);
            if (!gaveUp) return FinalResult.NoCarrier;
            return mode switch
            {
                DialMode.Steps => FinalResult.Step(CallSteps.Released),
                DialMode.AtAnswer when !instance.Writer.Format.OldStyle => FinalResult.Ok,
                _ => FinalResult.NoCarrier,
            };
        }
        if (call.End is { } cause) return EndOf(call, cause);
        return mode == DialMode.Steps ? FinalResult.Step(CallSteps.Connected) : FinalResult.Ok;
    }

    private async Task<FinalResult> DialData(Call call, AtInstance instance, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(instance.Settings.Get<S7>().Value), _module.World.Time);
        using var setUp = CancellationTokenSource.CreateLinkedTokenSource(stop, _module.PowerLost, limit.Token);
        if (InSteps) Say(instance, "DIALING");
        try
        {
            if (InSteps)
            {
                await call.Until(static c => c.Status != CallStatus.Dialling, setUp.Token);
                if (call.Status == CallStatus.Alerting) Say(instance, "RINGING");
            }
            await call.Until(static c => c.Status == CallStatus.Active, setUp.Token);
        }
        catch (OperationCanceledException) when (_module.IsOn)
        {
            var rang = call.Status == CallStatus.Alerting;
            var result = !stop.IsCancellationRequested && rang ? FinalResult.NoAnswer : FinalResult.NoCarrier;
            Release(call, stop.IsCancellationRequested ? CallCause.NormalClearing : rang ? CallCause.NoAnswer : CallCause.TimerExpired, how: result);
            return result;
        }
        if (call.End is { } cause) return EndOf(call, cause);
        if (InSteps) Say(instance, CallSteps.Connected);
        return await GoOnline(call, instance, stop);
    }

    /// <summary>CONNECT: the terminal is joined with the call. Who is no terminal (SMS-21) is answered when the other end has hung up.</summary>
    private async ValueTask<FinalResult> GoOnline(Call call, AtInstance instance, CancellationToken stop)
    {
        var text = CallTexts.ConnectText(call.Bearer, instance);
        if (call.Channel is { } channel)
        {
            foreach (var line in CallTexts.ConnectReports(call.Bearer, instance)) instance.Writer.Line(line);
            return instance.GoOnline(channel, text);
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, _module.PowerLost);
        try
        {
            await call.Until(static _ => false, either.Token);
        }
        catch (OperationCanceledException) when (_module.IsOn)
        {
            Release(call);
        }
        return FinalResult.ConnectAt(text);
    }

    private FinalResult EndOf(Call call, CallCause cause) => Last is { } last && last.Call == call && !last.Result.IsSuccess ? last.Result : ResultOf(cause);

    private static void Say(AtInstance instance, string line)
    {
        instance.Writer.Unsolicited(line);
        instance.Flush();
    }
}
