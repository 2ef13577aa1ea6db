using AtRun.Protocol.Sms;
using AtRun.Transport.Smpp;

namespace AtRun.Client.Messages;

/// <summary>Delivery receipts -&gt; SMS-STATUS-REPORT: remembers which message has which id at the centre.</summary>
internal sealed class SmppReports
{
    /// <summary>The latest messages whose receipts are known by their id.</summary>
    private const int MaxSent = 10_000;

    /// <summary>Receipts that came before the centre's answer to their message.</summary>
    private const int MaxEarly = 100;

    private readonly Dictionary<string, (byte Reference, SmsAddress Destination)> _sent = new(StringComparer.OrdinalIgnoreCase);
    private readonly Queue<string> _order = new();
    private readonly List<SmppReceipt> _early = [];

    /// <summary>A message was taken under an id; returns its report if that was faster.</summary>
    public SmsStatusReport? Sent(string id, SmsSubmit message)
    {
        if (_early.FindIndex(r => Same(r.MessageId, id)) is var at and >= 0)
        {
            var receipt = _early[at];
            _early.RemoveAt(at);
            return ReportOf(receipt, message.Reference, message.Destination);
        }
        if (_sent.TryAdd(id, (message.Reference, message.Destination))) _order.Enqueue(id);
        while (_order.Count > MaxSent) _sent.Remove(_order.Dequeue());
        return null;
    }

    /// <summary>A receipt came; returns the report, or null where it belongs to nothing that is known (yet).</summary>
    public SmsStatusReport? Arrived(SmppMessage message)
    {
        if (!SmppReceipt.TryRead(message, out var receipt)) return null;
        if (!_sent.TryGetValue(receipt.MessageId, out var sent))
        {
            if (_early.Count == MaxEarly) _early.RemoveAt(0);
            _early.Add(receipt);
            return null;
        }
        var report = ReportOf(receipt, sent.Reference, sent.Destination);
        // The last one: the centre tries no more.
        if (report.Status is not (>= 0x20 and < 0x40)) _sent.Remove(receipt.MessageId);
        return report;
    }

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static SmsStatusReport ReportOf(SmppReceipt receipt, byte reference, SmsAddress destination) => new()
    {
        Reference = reference,
        Recipient = destination,
        Time = StampOf(receipt.Submitted),
        DischargeTime = StampOf(receipt.Done),
        Status = StatusOf(receipt.State),
    };

    private static SmsTimestamp StampOf(DateTimeOffset? moment) => moment is { } known ? SmsTimestamp.Of(known) : default;

    // 23.040 §9.2.3.15
    private static byte StatusOf(MessageState state) => state switch
    {
        MessageState.Delivered => 0x00,
        // Forwarded, and the centre cannot confirm that it arrived.
        MessageState.Accepted => 0x01,
        MessageState.Enroute => 0x20,
        MessageState.Rejected => 0x42,
        MessageState.Undeliverable => 0x43,
        MessageState.Expired => 0x46,
        MessageState.Deleted => 0x48,
        _ => 0x40,
    };
}
