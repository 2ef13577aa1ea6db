using System.Buffers;

namespace AtRun.Protocol.Multiplexing;

/// <summary>Frames of the advanced option, without error recovery (27.010 §5.2.7).</summary>
/// <remarks>
/// <code>
/// 7E  address  control  information  FCS  7E
/// </code>
/// Between the flags an octet may be sent as 7D and itself xor 20. Flags and 7D must be; XON and XOFF, with either parity, are as well, so
/// that flow control by octets passes. The FCS of UIH is over address and control.
/// </remarks>
internal static class AdvancedFraming
{
    public const byte Flag = 0x7E, Escape = 0x7D, Complement = 0x20;

    /// <summary>Octets of the longest frame between its flags: address, control, information, FCS.</summary>
    public const int MaxOctets = Frame.MaxTaken + 3;

    private static readonly SearchValues<byte> _escaped = SearchValues.Create([Flag, Escape, 0x11, 0x13, 0x91, 0x93]);

    public static void Write(in Frame frame, OctetBuffer to)
    {
        ReadOnlySpan<byte> header = [frame.Address, frame.Control];
        to.Add(Flag);
        Add(to, header);
        Add(to, frame.Information);
        Add(to, [Fcs8.Of(header)]);
        to.Add(Flag);
    }

    /// <summary>Takes the escapes out; -1: it ends in one, by which its sender gave it up, or is longer than a frame.</summary>
    public static int Unescape(ReadOnlySpan<byte> line, Span<byte> to)
    {
        var count = 0;
        for (int at; (at = line.IndexOf(Escape)) >= 0; line = line[(at + 2)..])
        {
            if (at + 1 == line.Length || count + at + 1 > to.Length) return -1;
            line[..at].CopyTo(to[count..]);
            to[count + at] = (byte)(line[at + 1] ^ Complement);
            count += at + 1;
        }
        if (count + line.Length > to.Length) return -1;
        line.CopyTo(to[count..]);
        return count + line.Length;
    }

    /// <summary>Reads what stood between two flags.</summary>
    public static bool TryRead(ReadOnlySpan<byte> octets, out Frame frame)
    {
        frame = default;
        return octets.Length >= 3 && Fcs8.Of(octets[..2]) == octets[^1] && Frame.TryMake(octets[0], octets[1], octets[2..^1], out frame);
    }

    private static void Add(OctetBuffer to, ReadOnlySpan<byte> octets)
    {
        for (int at; (at = octets.IndexOfAny(_escaped)) >= 0; octets = octets[(at + 1)..])
        {
            to.Add(octets[..at]);
            to.Add(Escape, (byte)(octets[at] ^ Complement));
        }
        to.Add(octets);
    }
}
