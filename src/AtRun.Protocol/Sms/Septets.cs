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
        var at = 0;
        var carry = 0UL;
        // 56 bits and at most six of the octet before.
        for (; septets.Length >= 8; septets = septets[8..], at += 7)
        {
            var bits = Gather(BinaryPrimitives.ReadUInt64LittleEndian(septets)) << fillBits | carry;
            carry = bits >> 56;
            if (octets.Length - at >= 8) BinaryPrimitives.WriteUInt64LittleEndian(octets[at..], bits);
            else WriteLow(bits, octets.Slice(at, 7));
        }
        Span<byte> last = stackalloc byte[8];
        last.Clear();
        septets.CopyTo(last);
        WriteLow(Gather(BinaryPrimitives.ReadUInt64LittleEndian(last)) << fillBits | carry, octets[at..count]);
        return count;
    }

    /// <summary>Octets that are not there are read as zeros.</summary>
    public static void Unpack(ReadOnlySpan<byte> octets, Span<byte> septets, int fillBits)
    {
        var at = 0;
        for (; septets.Length >= 8 && octets.Length - at >= 8; septets = septets[8..], at += 7)
            BinaryPrimitives.WriteUInt64LittleEndian(septets, Spread(BinaryPrimitives.ReadUInt64LittleEndian(octets[at..]) >> fillBits));
        Span<byte> last = stackalloc byte[8];
        while (!septets.IsEmpty)
        {
            var left = octets[Math.Min(at, octets.Length)..];
            last.Clear();
            left[..Math.Min(8, left.Length)].CopyTo(last);
            BinaryPrimitives.WriteUInt64LittleEndian(last, Spread(BinaryPrimitives.ReadUInt64LittleEndian(last) >> fillBits));
            var taken = Math.Min(8, septets.Length);
            last[..taken].CopyTo(septets);
            septets = septets[taken..];
            at += 7;
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

    private static void WriteLow(ulong bits, Span<byte> octets)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(all, bits);
        all[..octets.Length].CopyTo(octets);
    }
}
