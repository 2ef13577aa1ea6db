using System.Buffers.Binary;

namespace AtRun.Protocol.Ppp;

/// <summary>What a control packet is (RFC 1661 §5; LCP, IPCP and others have the same).</summary>
public enum PppCode : byte
{
    ConfigureRequest = 1,
    ConfigureAck = 2,
    ConfigureNak = 3,
    ConfigureReject = 4,
    TerminateRequest = 5,
    TerminateAck = 6,
    CodeReject = 7,
    ProtocolReject = 8,
    EchoRequest = 9,
    EchoReply = 10,
    DiscardRequest = 11,
}

/// <summary>A control packet of PPP.</summary>
/// <remarks><code>code(1) identifier(1) length(2, of all) data</code></remarks>
public readonly ref struct PppPacket
{
    private const int Header = 4;

    private PppPacket(PppCode code, byte identifier, ReadOnlySpan<byte> data)
    {
        Code = code;
        Identifier = identifier;
        Data = data;
    }

    public PppCode Code { get; }

    public byte Identifier { get; }

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>False: the length is wrong. What stands behind it is padding.</summary>
    public static bool TryRead(ReadOnlySpan<byte> information, out PppPacket packet)
    {
        packet = default;
        if (information.Length < Header) return false;
        var length = BinaryPrimitives.ReadUInt16BigEndian(information[2..]);
        if (length < Header || length > information.Length) return false;
        packet = new((PppCode)information[0], information[1], information[Header..length]);
        return true;
    }

    /// <summary>The octets of a packet; data beyond what a frame holds is cut off.</summary>
    public static byte[] Make(PppCode code, byte identifier, ReadOnlySpan<byte> data)
    {
        if (data.Length > PppFrame.MaxInformation - Header) data = data[..(PppFrame.MaxInformation - Header)];
        var packet = new byte[Header + data.Length];
        (packet[0], packet[1]) = ((byte)code, identifier);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        data.CopyTo(packet.AsSpan(Header));
        return packet;
    }

    /// <summary>The next option of a configuration; false: there is none, or, where something is left, it is malformed.</summary>
    /// <remarks><code>type(1) length(1, of all) value</code></remarks>
    public static bool TryNextOption(ref ReadOnlySpan<byte> options, out byte type, out ReadOnlySpan<byte> value)
    {
        type = 0;
        value = default;
        if (options.Length < 2 || options[1] < 2 || options[1] > options.Length) return false;
        type = options[0];
        value = options[2..options[1]];
        options = options[options[1]..];
        return true;
    }

    /// <summary>Two texts, each behind its length (RFC 1334 §2.2.1).</summary>
    public static bool TryReadPap(ReadOnlySpan<byte> data, out string user, out string password)
    {
        (user, password) = ("", "");
        if (data.IsEmpty || data.Length < 1 + data[0] + 1) return false;
        user = System.Text.Encoding.Latin1.GetString(data.Slice(1, data[0]));
        data = data[(1 + data[0])..];
        if (data.Length < 1 + data[0]) return false;
        password = System.Text.Encoding.Latin1.GetString(data.Slice(1, data[0]));
        return true;
    }
}
