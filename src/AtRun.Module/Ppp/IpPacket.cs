using System.Buffers.Binary;
using System.Net;

namespace AtRun.Module.Ppp;

/// <summary>Packets of IPv4 (RFC 791) with UDP, ICMP and TCP in them, as far as a router at a module needs them.</summary>
internal static class IpPacket
{
    public const byte Icmp = 1, Tcp = 6, Udp = 17;

    public const int Header = 20, UdpHeader = 8, IcmpHeader = 8, TcpHeader = 20;

    private const byte DefaultTtl = 64;

    /// <summary>A whole packet that is no fragment; false: damaged, or not for us to carry.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out byte protocol, out IPAddress source, out IPAddress destination, out int ttl, out ReadOnlySpan<byte> payload)
    {
        (protocol, source, destination, ttl) = (0, IPAddress.Any, IPAddress.Any, 0);
        payload = default;
        if (octets.Length < Header || octets[0] >> 4 != 4) return false;
        var header = (octets[0] & 0xF) * 4;
        var length = BinaryPrimitives.ReadUInt16BigEndian(octets[2..]);
        // More fragments, or not the first one.
        if (header < Header || length < header || length > octets.Length || (BinaryPrimitives.ReadUInt16BigEndian(octets[6..]) & 0x3FFF) != 0 || Sum(octets[..header]) != 0) return false;
        (ttl, protocol, source, destination) = (octets[8], octets[9], new(octets[12..16]), new(octets[16..20]));
        payload = octets[header..length];
        return true;
    }

    public static byte[] MakeUdp(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> data)
    {
        var packet = Make(Udp, from.Address, to.Address, UdpHeader + data.Length, DefaultTtl);
        var udp = packet.AsSpan(Header);
        BinaryPrimitives.WriteUInt16BigEndian(udp, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)udp.Length);
        data.CopyTo(udp[UdpHeader..]);
        var sum = SumOf(packet, Udp);
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], sum == 0 ? (ushort)0xFFFF : sum);
        return packet;
    }

    /// <summary>The answer to an echo request: the same identifier, sequence number and data (RFC 792).</summary>
    public static byte[] MakeEchoReply(IPAddress from, IPAddress to, ReadOnlySpan<byte> request, int ttl)
    {
        var packet = Make(Icmp, from, to, request.Length, (byte)ttl);
        var icmp = packet.AsSpan(Header);
        request.CopyTo(icmp);
        icmp[..4].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(icmp[2..], Sum(icmp));
        return packet;
    }

    /// <summary>What a port answers where nobody listens (RFC 9293 §3.5.2); null: a reset is not answered.</summary>
    public static byte[]? MakeReset(IPAddress from, IPAddress to, ReadOnlySpan<byte> segment)
    {
        const int Fin = 1, Syn = 2, Rst = 4, Ack = 16;
        var (flags, data) = (segment[13], segment.Length - (segment[12] >> 4) * 4);
        if ((flags & Rst) != 0 || data < 0) return null;
        var packet = Make(Tcp, from, to, TcpHeader, DefaultTtl);
        var tcp = packet.AsSpan(Header);
        segment[2..4].CopyTo(tcp);
        segment[..2].CopyTo(tcp[2..]);
        if ((flags & Ack) != 0) segment[8..12].CopyTo(tcp[4..]);
        else
        {
            var next = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]) + (uint)data + ((flags & Syn) != 0 ? 1u : 0) + ((flags & Fin) != 0 ? 1u : 0);
            BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], next);
        }
        (tcp[12], tcp[13]) = (TcpHeader / 4 << 4, (byte)((flags & Ack) != 0 ? Rst : Rst | Ack));
        BinaryPrimitives.WriteUInt16BigEndian(tcp[16..], SumOf(packet, Tcp));
        return packet;
    }

    private static byte[] Make(byte protocol, IPAddress from, IPAddress to, int payload, byte ttl)
    {
        var packet = new byte[Header + payload];
        (packet[0], packet[8], packet[9]) = (0x45, ttl, protocol);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        from.TryWriteBytes(packet.AsSpan(12), out _);
        to.TryWriteBytes(packet.AsSpan(16), out _);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), Sum(packet.AsSpan(0, Header)));
        return packet;
    }

    /// <summary>The sum of a payload of UDP or TCP with its pseudo header (RFC 768).</summary>
    private static ushort SumOf(ReadOnlySpan<byte> packet, byte protocol) =>
        Sum(packet[12..], (uint)(protocol + packet.Length - Header));

    /// <summary>RFC 1071.</summary>
    private static ushort Sum(ReadOnlySpan<byte> octets, uint start = 0)
    {
        var sum = start;
        for (; octets.Length > 1; octets = octets[2..]) sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
        if (!octets.IsEmpty) sum += (uint)octets[0] << 8;
        while (sum > 0xFFFF) sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
