using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Messages;

/// <summary>"SM": the messages on the SIM, in EF SMS.</summary>
/// <remarks>GSM 11.11 §10.5.3: status, address of the service centre, TPDU, the rest FF. A free record has status 0.</remarks>
internal sealed class SimMessageStore(ISim sim) : MessageStore
{
    private const byte Read = 0b001, Unread = 0b011, Sent = 0b101, Unsent = 0b111;

    /// <summary>Bits of the status octet that say what is there; those above tell of status reports.</summary>
    private const byte StatusBits = 0b111;

    private const byte Unused = 0xFF;

    public override string Name => Sim;

    public override int Capacity => File.Count;

    public override StoredMessage? this[int index]
    {
        get
        {
            if (index < 1 || index > File.Count) return null;
            var record = File.Read(index);
            if (!IsUsed(record.Span)) return null;
            var status = StatusOf(record.Span[0]);
            var rest = record[1..];
            if (!SmsPdu.TryDecodeCentre(rest.Span, out var centre, out var consumed, out _)) (centre, consumed) = (SmsAddress.None, 1);
            return new(status, centre, TpduOf(rest[consumed..], status <= MessageStatus.ReceivedRead ? TpduDirection.ToMobile : TpduDirection.ToCentre));
        }
    }

    public override int Used
    {
        get
        {
            var used = 0;
            for (var i = 1; i <= File.Count; i++)
                if (IsUsed(File.Read(i).Span)) used++;
            return used;
        }
    }

    private ISimRecords File => sim.Messages;

    protected override ValueTask Keep(int index, StoredMessage? message)
    {
        if (message is null) return File.Write(index, new byte[] { 0 });
        Span<byte> record = stackalloc byte[1 + SmsPdu.MaxCentreLength + Tpdu.MaxLength];
        record[0] = message.Status switch
        {
            MessageStatus.ReceivedUnread => Unread,
            MessageStatus.ReceivedRead => Read,
            MessageStatus.StoredSent => Sent,
            _ => Unsent,
        };
        var length = 1 + SmsPdu.EncodeCentre(message.Centre, record[1..]);
        message.Tpdu.Span.CopyTo(record[length..]);
        length += message.Tpdu.Length;
        return File.Write(index, record[..Math.Min(length, File.Length)].ToArray());
    }

    private static bool IsUsed(ReadOnlySpan<byte> record) => record.Length > 1 && (record[0] & 1) != 0 && record[0] != Unused;

    private static MessageStatus StatusOf(byte octet) => (octet & StatusBits) switch
    {
        Read => MessageStatus.ReceivedRead,
        Unread => MessageStatus.ReceivedUnread,
        Sent => MessageStatus.StoredSent,
        _ => MessageStatus.StoredUnsent,
    };

    /// <summary>The TPDU without the filling behind it: the shortest that can be read. Its own last octets may be FF, too.</summary>
    private static ReadOnlyMemory<byte> TpduOf(ReadOnlyMemory<byte> filled, TpduDirection direction)
    {
        var least = filled.Span.TrimEnd(Unused).Length;
        for (var length = least; length <= Math.Min(filled.Length, Tpdu.MaxLength); length++)
            if (Tpdu.TryDecode(filled.Span[..length], direction, out _, out _)) return filled[..length];
        return filled[..least];
    }
}
