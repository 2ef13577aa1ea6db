using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation.Circuits;

/// <summary>What a telephone does with a call.</summary>
public enum TelephoneHabit
{
    /// <summary>Somebody takes it after <see cref="Telephone.AnswerAfter"/>.</summary>
    Answers,

    /// <summary>It rings until the caller gives up, or <see cref="Telephone.Answer"/>.</summary>
    Rings,

    /// <summary>Busy.</summary>
    Busy,

    /// <summary>Nobody is reached there: it is switched off.</summary>
    Off,
}

/// <summary>Somebody's telephone, or modem, in a <see cref="CircuitNetwork"/>: one call at a time.</summary>
public sealed class Telephone : ICircuitUser, ICircuitReceiver
{
    /// <summary>Tones that are remembered; older ones go first.</summary>
    public const int MaxHeard = 100;

    /// <summary>What its modem speaks, bit/s.</summary>
    public const int Speed = 9600;

    private readonly StringBuilder _heard = new();
    private ICircuit? _call;
    private ITimer? _timer;
    private bool _rings;
    private bool _isData;

    internal Telephone(CircuitLine line)
    {
        Line = line;
        line.User = this;
    }

    /// <summary>International, with a plus.</summary>
    public string Number => Line.Number;

    public TelephoneHabit Habit { get; set; }

    /// <summary>How long it rings before it is answered.</summary>
    public TimeSpan AnswerAfter { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What arrives on a data call is sent back.</summary>
    public bool Echoes { get; set; }

    /// <summary>It is in conversation.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>It rings here.</summary>
    public bool IsRinging => _rings;

    /// <summary>It rings at whom it calls.</summary>
    public bool RingsThere { get; private set; }

    /// <summary>A call is there, on its way or up.</summary>
    public bool HasCall => _call is not null;

    /// <summary>Whom it called last.</summary>
    public string LastCalled { get; private set; } = "";

    /// <summary>Number of the last caller; empty: it was not told.</summary>
    public string LastCaller { get; private set; } = "";

    /// <summary>How the last call ended.</summary>
    public CallCause? LastEnd { get; private set; }

    /// <summary>Tones heard since the telephone was last called or called somebody.</summary>
    public string Heard => _heard.ToString();

    /// <summary>What was said of the last call.</summary>
    public List<CallNotice> Notices { get; } = [];

    /// <summary>Takes the data that arrive; the span lives during the call.</summary>
    public Action<ReadOnlySpan<byte>>? Received { get; set; }

    public Subscriber Subscriber => Line.Subscriber;

    internal CircuitLine Line { get; }

    bool ICircuitUser.IsReachable => Habit != TelephoneHabit.Off;

    /// <summary>Calls a number; false: it has a call already.</summary>
    /// <param name="number">Whom.</param>
    /// <param name="bearer">Voice or data; null: not said.</param>
    /// <param name="identity">Whether its own number is shown.</param>
    public bool Call(string number, Bearer? bearer, CallerIdentity identity = CallerIdentity.AsSubscribed)
    {
        if (HasCall) return false;
        Begin(bearer is { IsData: true });
        LastCalled = number;
        _call = Line.Call(new(number, bearer, identity), this);
        return true;
    }

    /// <summary>Takes the call that rings; false: none does.</summary>
    public bool Answer()
    {
        if (!_rings) return false;
        _rings = false;
        _timer?.Dispose();
        _call!.Answer(_isData ? new(true, Speed) : Bearer.Voice);
        return true;
    }

    /// <summary>Ends its call; false: it has none.</summary>
    public bool HangUp()
    {
        if (_call is not { } call) return false;
        Forget(CallCause.NormalClearing);
        call.Release(CallCause.NormalClearing, Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>Sends tones; false: it is not in conversation.</summary>
    public bool Send(string tones)
    {
        if (!IsConnected || _isData) return false;
        foreach (var tone in tones) _call!.Tone(tone);
        return true;
    }

    /// <summary>Puts the other party on hold, or takes it back; false: it is not in conversation.</summary>
    public bool Hold(bool on)
    {
        if (!IsConnected || _isData) return false;
        if (on) _call!.Hold();
        else _call!.Retrieve();
        return true;
    }

    /// <summary>Sends data; false: no data call is up.</summary>
    public bool Send(ReadOnlySpan<byte> octets)
    {
        if (!IsConnected || !_isData) return false;
        _call!.Send(octets);
        return true;
    }

    ICircuitReceiver? ICircuitUser.Offer(ICircuit circuit, CallOffer offer)
    {
        if (HasCall || Habit == TelephoneHabit.Busy) return null;
        Begin(offer.Bearer is { IsData: true });
        (_call, _rings, LastCaller, LastCalled) = (circuit, true, offer.Number, "");
        if (offer.IsForwarded) Notices.Add(CallNotice.Forwarded);
        circuit.Alert();
        if (Habit == TelephoneHabit.Answers)
            _timer = Line.Network.Time.CreateTimer(static t => ((Telephone)t!).Answer(), this, AnswerAfter, Timeout.InfiniteTimeSpan);
        return this;
    }

    void ICircuitReceiver.Alerting() => RingsThere = true;

    void ICircuitReceiver.Connected(Bearer bearer, Tariff? tariff) => (IsConnected, RingsThere, _isData) = (true, false, bearer.IsData);

    void ICircuitReceiver.Ended(CallCause cause) => Forget(cause);

    void ICircuitReceiver.Noticed(CallNotice notice)
    {
        if (Notices.Count < MaxHeard) Notices.Add(notice);
    }

    void ICircuitReceiver.Heard(char tone)
    {
        if (_heard.Length == MaxHeard) _heard.Remove(0, 1);
        _heard.Append(tone);
    }

    // What comes back is held with what goes there: the far side waits until it is taken.
    void ICircuitReceiver.Received(ReadOnlySpan<byte> octets)
    {
        Received?.Invoke(octets);
        if (!Echoes || _call is not { } call) return;
        call.Send(octets);
        call.Paused = call.Unsent > 0;
    }

    void ICircuitReceiver.Drained()
    {
        if (_call is { } call) call.Paused = false;
    }

    private void Begin(bool isData)
    {
        _isData = isData;
        _heard.Clear();
        Notices.Clear();
    }

    private void Forget(CallCause cause)
    {
        _timer?.Dispose();
        (_call, _rings, IsConnected, RingsThere, LastEnd) = (null, false, false, false, cause);
    }
}
