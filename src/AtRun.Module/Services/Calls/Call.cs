using AtRun.Module.Instances;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Calls;

/// <summary>Course of a call (27.007 §7.18, &lt;stat&gt;).</summary>
public enum CallStatus
{
    Active = 0,
    Held = 1,
    Dialling = 2,

    /// <summary>It rings at the other party.</summary>
    Alerting = 3,

    /// <summary>It rings here.</summary>
    Incoming = 4,

    /// <summary>It comes in while another one is up.</summary>
    Waiting = 5,
}

/// <summary>One call of the module, from dialling or the first ring to its end.</summary>
public sealed class Call : ICircuitReceiver
{
    private readonly CallService _service;
    private TaskCompletionSource _changed = new();

    internal Call(CallService service, int id, bool isIncoming, string number, Bearer bearer) =>
        (_service, Id, IsIncoming, Number, Bearer, Status) = (service, id, isIncoming, number, bearer, isIncoming ? CallStatus.Incoming : CallStatus.Dialling);

    /// <summary>1 to 7: the lowest that is free when it begins (22.030 §6.5.5.1).</summary>
    public int Id { get; }

    public bool IsIncoming { get; }

    /// <summary>Of the other party, as dialled or as the network tells it; empty where it does not.</summary>
    public string Number { get; }

    /// <summary>Why there is no number.</summary>
    public CallerValidity Validity { get; init; }

    public Bearer Bearer { get; private set; }

    public CallKind Kind => Bearer.IsData ? CallKind.Data : CallKind.Voice;

    public CallStatus Status { get; private set; }

    /// <summary>It is one of a conversation of several.</summary>
    public bool IsMultiparty { get; internal set; }

    /// <summary>Who dialled or answered; null: nobody yet.</summary>
    public AtInstance? Instance { get; internal set; }

    /// <summary>It was answered and connected.</summary>
    public bool WasConnected => ConnectedAt is not null;

    /// <summary>When it was connected; null: it was not.</summary>
    public DateTimeOffset? ConnectedAt { get; private set; }

    /// <summary>Why it has ended; null: it has not.</summary>
    public CallCause? End { get; private set; }

    public bool IsOver => End is not null;

    /// <summary>Its end in the network; null: an access server's, see <see cref="IDataCalls"/>.</summary>
    internal ICircuit? Circuit { get; set; }

    /// <summary>What joins a terminal with it; data alone.</summary>
    internal CallChannel? Channel { get; set; }

    /// <summary>A command waits for its course and tells of its end.</summary>
    internal bool IsAwaited { get; set; }

    /// <summary>It was answered here; the network may still connect it.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>It comes in, and was not answered here.</summary>
    internal bool IsRinging => Status is CallStatus.Incoming or CallStatus.Waiting && !IsAnswered;

    /// <summary>Type-of-address octet of the number; 128 where there is none.</summary>
    public int TypeOfNumber => Number.Length == 0 ? 128 : SmsAddress.TryParse(Number, out var parsed) ? parsed.TypeOfAddress : Number[0] == '+' ? 145 : 129;

    /// <summary>Waits until something is so, or the call is over.</summary>
    internal async Task Until(Func<Call, bool> so, CancellationToken stop)
    {
        while (!IsOver && !so(this)) await _changed.Task.WaitAsync(stop);
    }

    internal void Become(CallStatus status)
    {
        Status = status;
        _service.Progressed(this);
        Signal();
    }

    internal void Finish(CallCause cause)
    {
        End = cause;
        Signal();
    }

    void ICircuitReceiver.Alerting()
    {
        if (Status == CallStatus.Dialling) Become(CallStatus.Alerting);
    }

    void ICircuitReceiver.Connected(Bearer bearer, Tariff? tariff)
    {
        (Bearer, ConnectedAt) = (bearer, _service.Now);
        // Nothing is handed over before the terminal was told CONNECT.
        if (bearer.IsData && Channel is not null) Circuit!.Paused = true;
        if (!IsIncoming) _service.Meter.Begin(this, tariff);
        Become(CallStatus.Active);
    }

    /// <summary>An access server has answered.</summary>
    internal void ConnectedToServer()
    {
        ConnectedAt = _service.Now;
        Become(CallStatus.Active);
    }

    void ICircuitReceiver.Ended(CallCause cause) => _service.EndedByOther(this, cause);

    void ICircuitReceiver.Noticed(CallNotice notice) => _service.Noticed(this, notice);

    void ICircuitReceiver.Heard(char tone) => _service.Heard(this, tone);

    void ICircuitReceiver.Received(ReadOnlySpan<byte> octets) => Channel?.Received(octets);

    void ICircuitReceiver.Drained() => Channel?.Drained();

    // Who waited may begin to wait again at once.
    private void Signal()
    {
        var changed = _changed;
        _changed = new();
        changed.SetResult();
    }
}
