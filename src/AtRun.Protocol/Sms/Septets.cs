using System.Buffers.Binary;

namespace AtRun.Protocol.Sms;

/// <summary>Septets in octets: the first septet in the low seven bits of the first octet (23.038 §6.1.2.1). Eight septets are seven octets, and go at once.</summary>
internal static class Septets
{
    /// <summary>Octets that hold so many septets.</summary>
    public static int OctetsOf(int septets, int fillBits = 0) => (fillBits + 7 * septets + 7) / 8;

    /// <summary>Zero bits between a header of so many octets and the next septet boundary.</summary>
    public static int FillBitsBehind(int header) => (7 - header * 8 % 7) % 7;

    public static int Pack(ReadOnlySpan<byte> septets, Span<byte> octets, int fillBits)
    {
        var count = OctetsOf(septets.Length, fillBits);
        octets = octets[..count];
        var carry = 0UL;
        var group = 0;
        // 56 bits and at most six of the octet before; the octet behind them is written again by the next.
        for (; 8 * group + 8 <= septets.Length && 7 * group + 8 <= count; group++)
        {
            var bits = Gather(BinaryPrimitives.ReadUInt64LittleEndian(septets[(8 * group)..])) << fillBits | carry;
            BinaryPrimitives.WriteUInt64LittleEndian(octets[(7 * group)..], bits);
            carry = bits >> 56;
        }
        // At most eight septets are left, and their octets with the bits that the last group had too many.
        Span<byte> last = stackalloc byte[8];
        last.Clear();
        septets[(8 * group)..].CopyTo(last);
        BinaryPrimitives.WriteUInt64LittleEndian(last, Gather(BinaryPrimitives.ReadUInt64LittleEndian(last)) << fillBits | carry);
        last[..(count - 7 * group)].CopyTo(octets[(7 * group)..]);
        return count;
    }

    /// <summary>Octets that are not there are read as zeros.</summary>
    public static void Unpack(ReadOnlySpan<byte> octets, Span<byte> septets, int fillBits)
    {
        var group = 0;
        for (; 8 * group + 8 <= septets.Length && 7 * group + 8 <= octets.Length; group++)
            BinaryPrimitives.WriteUInt64LittleEndian(septets[(8 * group)..], Spread(BinaryPrimitives.ReadUInt64LittleEndian(octets[(7 * group)..]) >> fillBits));
        Span<byte> last = stackalloc byte[8];
        for (; 8 * group < septets.Length; group++)
        {
            var left = octets[Math.Min(7 * group, octets.Length)..];
            last.Clear();
            left[..Math.Min(8, left.Length)].CopyTo(last);
            BinaryPrimitives.WriteUInt64LittleEndian(last, Spread(BinaryPrimitives.ReadUInt64LittleEndian(last) >> fillBits));
            last[..Math.Min(8, septets.Length - 8 * group)].CopyTo(septets[(8 * group)..]);
        }
    }

    /// <summary>56 bits to eight septets, one an octet: halves, quarters, eighths move apart.</summary>
    private static ulong Spread(ulong bits)
    {
        bits = (bits & 0x0000_0000_0FFF_FFFF) | (bits & 0x00FF_FFFF_F000_0000) << 4;
        bits = (bits & 0x0000_3FFF_0000_3FFF) | (bits & 0x0FFF_C000_0FFF_C000) << 2;
        return (bits & 0x007F_007F_007F_007F) | (bits & 0x3F80_3F80_3F80_3F80) << 1;
    }

    /// <summary>The way back.</summary>
    private static ulong Gather(ulong septets)
    {
        septets = (septets & 0x007F_007F_007F_007F) | (septets & 0x7F00_7F00_7F00_7F00) >> 1;
        septets = (septets & 0x0000_3FFF_0000_3FFF) | (septets & 0x3FFF_0000_3FFF_0000) >> 2;
        return (septets & 0x0000_0000_0FFF_FFFF) | (septets & 0x0FFF_FFFF_0000_0000) >> 4;
    }
}
