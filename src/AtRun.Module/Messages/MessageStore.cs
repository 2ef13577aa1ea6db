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
}

/// <summary>A message storage of +CPMS.</summary>
public abstract class MessageStore
{
    /// <summary><c>SM</c> or <c>ME</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Places; 0 without a card.</summary>
    public abstract int Capacity { get; }

    /// <summary>The message at a place, from 1; null: free, or no such place.</summary>
    public abstract StoredMessage? this[int index] { get; }

    /// <summary>Puts a message at a place, or takes it away (null). Durable once the task is complete, where the store is.</summary>
    public abstract ValueTask Set(int index, StoredMessage? message);

    public IEnumerable<(int Index, StoredMessage Message)> All
    {
        get
        {
            for (var i = 1; i <= Capacity; i++)
                if (this[i] is { } message) yield return (i, message);
        }
    }

    public int Used => All.Count();

    public bool IsFull => Used >= Capacity;

    /// <summary>Puts a message at the first free place; 0: there is none.</summary>
    public async ValueTask<int> Add(StoredMessage message)
    {
        for (var i = 1; i <= Capacity; i++)
        {
            if (this[i] is not null) continue;
            await Set(i, message);
            return i;
        }
        return 0;
    }
}
