using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Calls;

/// <content>Several calls of voice (22.030 §6.5.5; 22.083, 22.084, 22.091; 27.007 §7.13).</content>
public sealed partial class CallService
{
    /// <summary>Parties of one conversation, beside this one (22.084 §1.3.2).</summary>
    public const int MaxParties = 5;

    private IEnumerable<Call> Of(CallStatus status) => _calls.Where(c => c.Status == status).ToArray();

    /// <summary>+CHLD=0: refuses the call that waits, else ends those on hold; false: there are none.</summary>
    public bool ReleaseHeld()
    {
        Call[] meant = Waiting is { } waiting ? [waiting] : [.. Of(CallStatus.Held)];
        foreach (var call in meant) Release(call);
        return meant.Length > 0;
    }

    /// <summary>+CHLD=1: ends what is up, and takes the call that waits, else those on hold.</summary>
    public bool ReleaseActive(Instances.AtInstance instance)
    {
        Call[] active = [.. Of(CallStatus.Active)], held = [.. Of(CallStatus.Held)];
        if (active.Length + held.Length == 0 || Data is not null) return false;
        var waiting = Waiting;
        // The one that waits is taken before, so that it does not ring in between.
        if (waiting is not null) Take(waiting, instance);
        foreach (var call in active) Release(call, told: false);
        if (waiting is null) Retrieve(held);
        return true;
    }

    /// <summary>+CHLD=1X: ends one call that is up.</summary>
    public bool ReleaseOne(int id)
    {
        if (_calls.Find(c => c.Id == id && c is { Status: CallStatus.Active, Kind: CallKind.Voice }) is not { } call) return false;
        Release(call);
        return true;
    }

    /// <summary>+CHLD=2: what is up goes on hold, and the call that waits is taken, else those on hold.</summary>
    public bool Swap(Instances.AtInstance instance)
    {
        if (Data is not null || _calls.Count == 0) return false;
        if (Waiting is { } waiting)
        {
            if (!MakeRoom()) return false;
            Take(waiting, instance);
            return true;
        }
        Call[] active = [.. Of(CallStatus.Active)], held = [.. Of(CallStatus.Held)];
        if (active.Length + held.Length == 0) return false;
        foreach (var call in active) Hold(call);
        Retrieve(held);
        return true;
    }

    /// <summary>+CHLD=2X: all but one that is up go on hold.</summary>
    public bool HoldAllBut(int id)
    {
        if (_calls.Exists(c => c.Status == CallStatus.Held)) return false;
        if (_calls.Find(c => c.Id == id && c is { Status: CallStatus.Active, Kind: CallKind.Voice }) is not { } alone) return false;
        foreach (var call in Of(CallStatus.Active))
            if (call != alone) Hold(call);
        SetParties();
        return true;
    }

    /// <summary>+CHLD=3: those on hold come into the conversation.</summary>
    public bool Join()
    {
        Call[] active = [.. Of(CallStatus.Active)], held = [.. Of(CallStatus.Held)];
        if (active.Length == 0 || held.Length == 0 || active.Length + held.Length > MaxParties) return false;
        Retrieve(held);
        SetParties();
        return true;
    }

    /// <summary>+CHLD=4: the other parties of the two calls go on without this one.</summary>
    public bool Transfer()
    {
        if (Of(CallStatus.Held).FirstOrDefault() is not { Circuit: { } held } || (Of(CallStatus.Active).FirstOrDefault() ?? Of(CallStatus.Alerting).FirstOrDefault()) is not { Circuit: { } other }) return false;
        if (_calls.Count != 2) return false;
        foreach (var call in _calls.ToArray()) Forget(call, CallCause.NormalClearing, FinalResult.Ok, told: false);
        _module.World.Circuits.Transfer(held, other);
        return true;
    }

    /// <summary>Tones for whoever is in conversation; false: nobody is.</summary>
    public bool SendTone(char tone)
    {
        var heard = false;
        foreach (var call in Of(CallStatus.Active))
        {
            if (call.Kind != CallKind.Voice) continue;
            call.Circuit!.Tone(tone);
            heard = true;
        }
        return heard;
    }

    private Call? Waiting => _calls.Find(c => c is { Status: CallStatus.Waiting, IsRinging: true });

    /// <summary>What is up goes on hold; false: something is there already.</summary>
    private bool MakeRoom()
    {
        if (_calls.Exists(c => c.Status == CallStatus.Held) && _calls.Exists(c => c.Status == CallStatus.Active)) return false;
        foreach (var call in Of(CallStatus.Active)) Hold(call);
        return true;
    }

    private static void Hold(Call call)
    {
        call.Circuit!.Hold();
        call.Become(CallStatus.Held);
    }

    private static void Retrieve(Call[] calls)
    {
        foreach (var call in calls)
        {
            call.Circuit!.Retrieve();
            call.Become(CallStatus.Active);
        }
    }

    /// <summary>Those that are up hear each other, and those on hold among themselves no more than the network lets them.</summary>
    private void SetParties()
    {
        foreach (var status in (CallStatus[])[CallStatus.Active, CallStatus.Held])
        {
            Call[] together = [.. Of(status)];
            foreach (var call in together) call.IsMultiparty = together.Length > 1;
            ICircuit[] circuits = [.. together.Select(c => c.Circuit!)];
            if (circuits.Length > 0) _module.World.Circuits.Join(circuits);
        }
    }
}
