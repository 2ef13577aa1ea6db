using System.Buffers.Binary;

namespace AtRun.Protocol.Ppp;

/// <content>What is agreed on.</content>
public sealed partial class PppLink
{
    /// <summary>Marks an option of IPCP in the set of options that the peer refused.</summary>
    private const byte IpcpMark = 0x80;

    /// <summary>RFC 1661 §6.1: what a peer must at least be able to take in IP (RFC 791).</summary>
    private const int LeastMru = 68;

    // RFC 1661 §6; RFC 1662 §7.1.
    private static class LcpOption
    {
        public const byte Mru = 1, Accm = 2, Authentication = 3, Magic = 5, ProtocolCompression = 7, AddressCompression = 8;
    }

    // RFC 1332 §3.3; RFC 1877 §1.1, §1.3.
    private static class IpcpOption
    {
        public const byte Address = 3, FirstServer = 129, SecondServer = 131;
    }

    private byte[] OwnOptions()
    {
        var options = new OctetBuffer(32);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(number, magic);
        Add(LcpOption.Accm, [0, 0, 0, 0]);
        Add(LcpOption.Authentication, [PppProtocol.Pap >> 8, PppProtocol.Pap & 0xFF]);
        Add(LcpOption.Magic, number);
        Add(LcpOption.ProtocolCompression, []);
        Add(LcpOption.AddressCompression, []);
        return options.Written.ToArray();

        void Add(byte type, ReadOnlySpan<byte> value)
        {
            if (_dropped.Contains(type) || (type == LcpOption.Authentication && !AsksForPap)) return;
            options.Add(type, (byte)(value.Length + 2));
            options.Add(value);
        }
    }

    /// <summary>Null: taken; empty: refused; else what would be taken.</summary>
    private static byte[]? Judge(byte type, ReadOnlySpan<byte> value) => (type, value.Length) switch
    {
        (LcpOption.Mru, 2) => BinaryPrimitives.ReadUInt16BigEndian(value) >= LeastMru ? null : [PppFrame.MaxInformation >> 8, PppFrame.MaxInformation & 0xFF],
        (LcpOption.Accm, 4) or (LcpOption.Magic, 4) or (LcpOption.ProtocolCompression, 0) or (LcpOption.AddressCompression, 0) => null,
        _ => [],
    };

    /// <inheritdoc cref="Judge"/>
    private byte[]? JudgeAddress(byte type, ReadOnlySpan<byte> value)
    {
        var given = type switch
        {
            IpcpOption.Address => _address,
            IpcpOption.FirstServer => _servers[0],
            IpcpOption.SecondServer => _servers[1],
            _ => null,
        };
        if (given is null || value.Length != 4) return [];
        var octets = given.GetAddressBytes();
        return value.SequenceEqual(octets) ? null : octets;
    }

    /// <summary>What the peer said of itself holds for what is sent to it.</summary>
    private void Adopt(ReadOnlySpan<byte> options)
    {
        (_escaped, _mru) = (PppFrame.EscapeAll, PppFrame.MaxInformation);
        while (PppPacket.TryNextOption(ref options, out var type, out var value))
        {
            if (type == LcpOption.Accm) _escaped = BinaryPrimitives.ReadUInt32BigEndian(value);
            else if (type == LcpOption.Mru) _mru = Math.Min(PppFrame.MaxInformation, (int)BinaryPrimitives.ReadUInt16BigEndian(value));
        }
    }
}
