using AtRun.Module.Worlds;

namespace AtRun.Simulation.Centre;

/// <summary>What waits for one subscriber: one delivery at a time, in order, again after failures, until its time is over. One timer does it all.</summary>
internal abstract class Mailbox(SmsCentre centre)
{
    /// <summary>Deliveries that end at once and are made in one go, before others have their turn.</summary>
    private const int AtOnce = 128;

    /// <summary>Between such goes; also keeps what a delivery does out of who caused it.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(1);

    /// <summary>For a receipt (24.011 §10, TR1N: 35 s to 45 s).</summary>
    private static readonly TimeSpan ReceiptTime = TimeSpan.FromSeconds(45);

    /// <summary>Until the next attempt after a full memory; RP-SMMA comes first as a rule. Own choice.</summary>
    private static readonly TimeSpan FullPause = TimeSpan.FromHours(1);

    /// <summary>After the first, second... failed attempt; the last repeats. Own choice.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    private static readonly Comparer<Parcel> ByDue = Comparer<Parcel>.Create(static (a, b) => a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Sequence.CompareTo(b.Sequence));
    private static readonly Comparer<Parcel> ByExpiry = Comparer<Parcel>.Create(static (a, b) => a.Expiry != b.Expiry ? a.Expiry.CompareTo(b.Expiry) : a.Sequence.CompareTo(b.Sequence));

    private readonly SortedSet<Parcel> _byDue = new(ByDue);
    private readonly SortedSet<Parcel> _byExpiry = new(ByExpiry);
    private ITimer? _timer;
    private DateTimeOffset? _armed;
    private Parcel? _current;
    private int _attempt;
    private DateTimeOffset _deadline;
    private DateTimeOffset _pausedUntil;

    public SmsCentre Centre { get; } = centre;

    /// <summary>What waits, with what is being delivered.</summary>
    public int Count => _byDue.Count + (_current is null ? 0 : 1);

    /// <summary>Something can be handed over now.</summary>
    protected abstract bool IsReachable { get; }

    /// <summary>Hands a parcel over.</summary>
    protected abstract ValueTask<SmsReceipt> Hand(Parcel parcel, bool moreMessages);

    /// <summary>A parcel was handed over.</summary>
    protected virtual void Handed(Parcel parcel) => parcel.Delivered();

    public void Put(Parcel parcel)
    {
        _byDue.Add(parcel);
        _byExpiry.Add(parcel);
        Centre.Waiting++;
        Arm();
    }

    /// <summary>Takes a parcel out; false: it is not there, or is being delivered.</summary>
    public bool TakeOut(Parcel parcel)
    {
        if (!_byDue.Remove(parcel)) return false;
        _byExpiry.Remove(parcel);
        Centre.Waiting--;
        Arm();
        return true;
    }

    /// <summary>The subscriber can be reached, or has room, again.</summary>
    protected void Alert()
    {
        _pausedUntil = Centre.Now + Centre.Options.Latency;
        Arm();
    }

    /// <summary>Whom a parcel is being handed to is gone.</summary>
    protected void GiveUp()
    {
        if (_current is not null) Ended(_attempt, null, gone: true);
        Arm();
    }

    private void Arm()
    {
        DateTimeOffset? next = null;
        if (_current is not null) next = _deadline;
        else if (_byDue.Min is { } first)
        {
            next = _byExpiry.Min!.Expiry;
            if (IsReachable && Later(first.Due, _pausedUntil) is var due && due < next) next = due;
        }
        if (next == _armed) return;
        _armed = next;
        _timer ??= Centre.Time.CreateTimer(static mailbox => ((Mailbox)mailbox!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(next is { } moment ? Span(moment - Centre.Now) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    // A timer takes 49 days at most; what is due later is looked at again then.
    private static TimeSpan Span(TimeSpan span) => span < Breath ? Breath : span > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : span;

    private void Tick()
    {
        _armed = null;
        var now = Centre.Now;
        if (_current is not null && now >= _deadline) Ended(_attempt, null);
        while (_byExpiry.Min is { } old && old.Expiry <= now)
        {
            TakeOut(old);
            old.Expired();
        }
        for (var i = 0; i < AtOnce && _current is null && IsReachable && now >= _pausedUntil && _byDue.Min is { } first && first.Due <= now; i++) Begin(first, now);
        Arm();
    }

    private void Begin(Parcel parcel, DateTimeOffset now)
    {
        _byDue.Remove(parcel);
        _byExpiry.Remove(parcel);
        (_current, _deadline) = (parcel, now + ReceiptTime);
        _attempt++;
        Watch(Hand(parcel, _byDue.Min is { } next && next.Due <= now), _attempt);
    }

    private async void Watch(ValueTask<SmsReceipt> delivery, int attempt)
    {
        SmsReceipt? receipt = null;
        var waited = !delivery.IsCompleted;
        try
        {
            receipt = await delivery;
        }
        catch (OperationCanceledException)
        {
            // Switched off in the middle of it: no answer.
        }
        Ended(attempt, receipt);
        if (waited) Arm();
    }

    private void Ended(int attempt, SmsReceipt? receipt, bool gone = false)
    {
        if (attempt != _attempt || _current is not { } parcel) return;
        _attempt++;
        _current = null;
        Centre.Waiting--;
        if (receipt is { IsTaken: true })
        {
            Handed(parcel);
            return;
        }
        if (receipt?.Cause == SmsReceipt.MemoryFull.Cause)
        {
            parcel.Failed(DeliveryStatus.SmeBusy);
            _pausedUntil = Centre.Now + FullPause;
        }
        else
        {
            parcel.Failed(receipt is null ? DeliveryStatus.NoResponse : DeliveryStatus.ErrorInSme);
            if (!gone) parcel.Due = Centre.Now + Pauses[Math.Min(parcel.Failures++, Pauses.Length - 1)];
        }
        if (parcel is HeldMessage { SingleShot: true }) parcel.Expired();
        else Put(parcel);
    }
}
