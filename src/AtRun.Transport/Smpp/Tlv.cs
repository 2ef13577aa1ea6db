using System.Buffers.Binary;
using System.Text;

namespace AtRun.Transport.Smpp;

/// <summary>Tag of an optional parameter (SMPP 3.4 §5.3.2): those that mean something here.</summary>
public enum TlvTag : ushort
{
    /// <summary>1: display, 2: mobile equipment, 3: SIM, 4: external unit: the message class and 1.</summary>
    DestAddrSubunit = 0x0005,
    ReceiptedMessageId = 0x001E,
    UserMessageReference = 0x0204,
    SarMsgRefNum = 0x020C,
    SarTotalSegments = 0x020E,
    SarSegmentSeqnum = 0x020F,
    ScInterfaceVersion = 0x0210,
    NetworkErrorCode = 0x0423,
    MessagePayload = 0x0424,
    MessageState = 0x0427,
}

/// <summary>An optional parameter: tag, length, value; kept as it came.</summary>
public readonly record struct Tlv(TlvTag Tag, ReadOnlyMemory<byte> Value)
{
    /// <summary>Octets in front of the value.</summary>
    internal const int HeaderLength = 4;

    public static Tlv Octet(TlvTag tag, int value) => new(tag, new[] { (byte)value });

    public static Tlv Number(TlvTag tag, int value) => new(tag, new[] { (byte)(value >> 8), (byte)value });

    /// <summary>Text ended by NUL.</summary>
    public static Tlv Text(TlvTag tag, string text) => new(tag, Encoding.Latin1.GetBytes(text + "\0"));
}

/// <summary>Optional parameters of a PDU.</summary>
public static class TlvExtensions
{
    public static ReadOnlyMemory<byte>? Find(this IReadOnlyList<Tlv> tlvs, TlvTag tag)
    {
        // Not by LINQ: every message is asked several times.
        for (var i = 0; i < tlvs.Count; i++)
            if (tlvs[i].Tag == tag) return tlvs[i].Value;
        return null;
    }

    /// <summary>A number of one or two octets; null: not there, or of another length.</summary>
    public static int? Number(this IReadOnlyList<Tlv> tlvs, TlvTag tag) => tlvs.Find(tag) is not { } value ? null : value.Length switch
    {
        1 => value.Span[0],
        2 => BinaryPrimitives.ReadUInt16BigEndian(value.Span),
        _ => null,
    };

    /// <summary>Text, with or without its NUL.</summary>
    public static string? Text(this IReadOnlyList<Tlv> tlvs, TlvTag tag) =>
        tlvs.Find(tag) is { } value ? Encoding.Latin1.GetString(value.Span).TrimEnd('\0') : null;
}
