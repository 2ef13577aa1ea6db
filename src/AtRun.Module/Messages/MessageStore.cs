using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>Status of a message in a store (27.005 §3.1, &lt;stat&gt;).</summary>
public enum MessageStatus
{
    ReceivedUnread = 0,
    ReceivedRead = 1,
    StoredUnsent = 2,
    StoredSent = 3,
}

/// <summary>A message in a store.</summary>
/// <param name="Status">Received or to be sent, and whether that has been done with it.</param>
/// <param name="Centre">Service centre; none: the module's own.</param>
/// <param name="Tpdu">DELIVER or STATUS-REPORT where it was received, else SUBMIT.</param>
public sealed record StoredMessage(MessageStatus Status, SmsAddress Centre, ReadOnlyMemory<byte> Tpdu)
{
    public bool IsReceived => Status <= MessageStatus.ReceivedRead;

    /// <summary>Which way its TPDU goes.</summary>
    public TpduDirection Direction => IsReceived ? TpduDirection.ToMobile : TpduDirection.ToCentre;

    /// <summary>What it says; null: nothing that can be read.</summary>
    public Tpdu? Decoded => Protocol.Sms.Tpdu.TryDecode(Tpdu.Span, Direction, out var tpdu, out _) ? tpdu : null;
}

/// <summary>A message storage of +CPMS.</summary>
public abstract class MessageStore
{
    private readonly List<int> _filling = [];
    private Dictionary<int, long>? _turns;
    private long _turn;

    /// <summary>The storage on the SIM.</summary>
    public const string Sim = "SM";

    /// <summary>The storage in the module.</summary>
    public const string Equipment = "ME";

    /// <summary><c>SM</c> or <c>ME</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Places; 0 without a card.</summary>
    public abstract int Capacity { get; }

    /// <summary>The message at a place, from 1; null: free, or no such place.</summary>
    public abstract StoredMessage? this[int index] { get; }

    /// <summary>Puts a message at a place, or takes it away (null). Durable once the task is complete, where the store is.</summary>
    public ValueTask Set(int index, StoredMessage? message)
    {
        if (message is null) _turns?.Remove(index);
        else if (this[index] is null) (_turns ??= [])[index] = ++_turn;
        var kept = Keep(index, message);
        if (!kept.IsCompletedSuccessfully) return Wait();
        Changed?.Invoke();
        return default;

        async ValueTask Wait()
        {
            await kept;
            Changed?.Invoke();
        }
    }

    /// <summary>A message was put at a place or taken away, or its status is another.</summary>
    public event Action? Changed;

    /// <inheritdoc cref="Set"/>
    protected abstract ValueTask Keep(int index, StoredMessage? message);

    /// <summary>All messages by their places.</summary>
    public IEnumerable<(int Index, StoredMessage Message)> All
    {
        get
        {
            for (var i = 1; i <= Capacity; i++)
                if (this[i] is { } message) yield return (i, message);
        }
    }

    /// <summary>All messages in the order in which they were stored; those from before power-on first, by their places.</summary>
    public IEnumerable<(int Index, StoredMessage Message)> InOrder => _turns is { } turns ? All.OrderBy(m => turns.GetValueOrDefault(m.Index)) : All;

    /// <summary>Messages that are there.</summary>
    public virtual int Used => All.Count();

    public bool IsFull => Used >= Capacity;

    /// <summary>Puts a message at the first free place; 0: there is none.</summary>
    public async ValueTask<int> Add(StoredMessage message)
    {
        for (var i = 1; i <= Capacity; i++)
        {
            // A place that is being filled is not free, whatever the storage says until it is done.
            if (this[i] is not null || _filling.Contains(i)) continue;
            _filling.Add(i);
            try
            {
                await Set(i, message);
            }
            finally
            {
                _filling.Remove(i);
            }
            return i;
        }
        return 0;
    }
}
