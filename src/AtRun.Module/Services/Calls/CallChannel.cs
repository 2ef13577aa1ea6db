using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Services.Calls;

/// <summary>Joins a terminal with a data call: from CONNECT to NO CARRIER, over escape sequences in between (V.250 §5.1, §6.3).</summary>
/// <remarks>While the terminal is in command state, or does not take what comes, the network holds it, and the other end after that.</remarks>
internal sealed class CallChannel : ISuspendable
{
    private readonly CallService _service;
    private readonly Call _call;
    private readonly AtInstance _instance;
    private ITimer? _inactivity;
    private long _lastPassed;

    public CallChannel(CallService service, Call call, AtInstance instance) => (_service, _call, _instance) = (service, call, instance);

    /// <summary>Octets that passed, to the other end and from there.</summary>
    public (long Sent, long Received) Octets { get; private set; }

    /// <summary>S38: how long what was sent may still take to arrive when the terminal hangs up.</summary>
    public TimeSpan Patience => _instance.Settings.Get<S38>().Value is var seconds && seconds == S38.UntilSent ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(seconds);

    EscapeRule IOnlineChannel.Escape => EscapeRule.CallGuard;

    bool IOnlineChannel.Congested => Circuit.Unsent > 0;

    private ICircuit Circuit => _call.Circuit!;

    void IOnlineChannel.Joined()
    {
        Circuit.Paused = _instance.TerminalCongested;
        Watch();
    }

    void IOnlineChannel.FromTerminal(ReadOnlySpan<byte> octets)
    {
        Passed();
        Octets = (Octets.Sent + octets.Length, Octets.Received);
        Circuit.Send(octets);
    }

    void IOnlineChannel.TerminalDrained() => Circuit.Paused = false;

    FinalResult IOnlineChannel.Escaped()
    {
        Circuit.Paused = true;
        _inactivity?.Dispose();
        _instance.Suspended = this;
        return FinalResult.Ok;
    }

    void IOnlineChannel.Abandoned() => _service.Release(_call);

    void ISuspendable.HangUp() => _service.Release(_call);

    public void Received(ReadOnlySpan<byte> octets)
    {
        Passed();
        Octets = (Octets.Sent, Octets.Received + octets.Length);
        _instance.ToTerminal(octets);
        if (_instance.TerminalCongested) Circuit.Paused = true;
    }

    public void Drained()
    {
        if (_instance.IsOnline) _instance.ChannelDrained();
    }

    /// <summary>The call is over: the terminal is in command state, and is told so unless it asked for it.</summary>
    public void Ended(FinalResult result, bool told)
    {
        _inactivity?.Dispose();
        if (_instance.Suspended == this)
        {
            _instance.Suspended = null;
            if (told) _instance.Unsolicited(result);
        }
        else if (_instance.IsJoinedWith(this)) _instance.GoOffline(result);
    }

    /// <summary>S30: minutes without data after which the call is ended (AT reference 80000ST10025a p79).</summary>
    private void Watch()
    {
        _inactivity?.Dispose();
        if (_instance.Settings.Get<S30>().Value is not (> 0 and var minutes)) return;
        var (time, limit) = (_instance.Module.World.Time, TimeSpan.FromMinutes(minutes));
        Passed();
        _inactivity = time.CreateTimer(_ =>
        {
            var left = limit - time.GetElapsedTime(_lastPassed);
            if (left > TimeSpan.Zero) _inactivity!.Change(left, Timeout.InfiniteTimeSpan);
            else _service.Release(_call);
        }, null, limit, Timeout.InfiniteTimeSpan);
    }

    private void Passed() => _lastPassed = _instance.Module.World.Time.GetTimestamp();
}
