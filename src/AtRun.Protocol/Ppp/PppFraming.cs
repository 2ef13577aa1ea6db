namespace AtRun.Protocol.Ppp;

/// <summary>Protocol numbers of PPP.</summary>
public static class PppProtocol
{
    public const int Ip = 0x0021, Ipcp = 0x8021, Lcp = 0xC021, Pap = 0xC023, Chap = 0xC223;
}

/// <summary>The frame check sequence of PPP (RFC 1662 §C): CRC-16, reflected polynomial 0x8408.</summary>
public static class Fcs16
{
    /// <summary>Over the octets of a frame and its FCS.</summary>
    public const ushort Good = 0xF0B8;

    private static readonly ushort[] Table = Build();

    public static ushort Of(ReadOnlySpan<byte> octets)
    {
        ushort fcs = 0xFFFF;
        foreach (var octet in octets) fcs = (ushort)(fcs >> 8 ^ Table[(fcs ^ octet) & 0xFF]);
        return fcs;
    }

    private static ushort[] Build()
    {
        var table = new ushort[256];
        for (var i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >> 1 ^ 0x8408 : value >> 1;
            table[i] = (ushort)value;
        }
        return table;
    }
}

/// <summary>Frames as PPP has them on an asynchronous line (RFC 1662).</summary>
/// <remarks>
/// <code>
/// 7E  FF 03  protocol(2)  information  FCS(2, low octet first)  7E
/// 7D x: the octet x ^ 20. Address and control, and the high octet of a protocol that is 0, may be missing (RFC 1661 §6.5, §6.6).
/// </code>
/// </remarks>
public static class PppFrame
{
    /// <summary>Octets of information that either side takes (RFC 1661 §6.1).</summary>
    public const int MaxInformation = 1500;

    /// <summary>Every control character is escaped: what holds until LCP has said otherwise, and for its own packets.</summary>
    public const uint EscapeAll = 0xFFFFFFFF;

    internal const byte Flag = 0x7E, Escape = 0x7D, Change = 0x20, Address = 0xFF, Control = 0x03;

    /// <summary>Writes a frame.</summary>
    /// <param name="protocol">See <see cref="PppProtocol"/>.</param>
    /// <param name="information">At most <see cref="MaxInformation"/> octets.</param>
    /// <param name="escaped">Bit n: the control character n is escaped (ACCM).</param>
    /// <param name="to">Where the frame goes.</param>
    public static void Write(int protocol, ReadOnlySpan<byte> information, uint escaped, OctetBuffer to)
    {
        Span<byte> frame = stackalloc byte[information.Length + 6];
        (frame[0], frame[1], frame[2], frame[3]) = (Address, Control, (byte)(protocol >> 8), (byte)protocol);
        information.CopyTo(frame[4..]);
        var fcs = ~Fcs16.Of(frame[..^2]);
        (frame[^2], frame[^1]) = ((byte)fcs, (byte)(fcs >> 8));
        to.Add(Flag);
        foreach (var octet in frame)
        {
            if (octet is Flag or Escape || (octet < 0x20 && (escaped >> octet & 1) != 0)) to.Add(Escape, (byte)(octet ^ Change));
            else to.Add(octet);
        }
        to.Add(Flag);
    }
}

/// <summary>Finds frames in what a line brings; what is damaged or too long is dropped.</summary>
public sealed class PppFrameReader
{
    private const int MaxLength = PppFrame.MaxInformation + 6;

    private readonly byte[] _frame = new byte[MaxLength];
    private int _length;
    private bool _escaped;
    private bool _lost;

    /// <summary>Frames dropped: damaged, aborted, too short or too long.</summary>
    public int Dropped { get; private set; }

    /// <summary>Takes octets up to the end of the next frame. False: there is none in them.</summary>
    /// <param name="octets">Without what was taken, afterwards.</param>
    /// <param name="protocol">See <see cref="PppProtocol"/>.</param>
    /// <param name="information">Lives until the next call.</param>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out int protocol, out ReadOnlySpan<byte> information)
    {
        while (!octets.IsEmpty)
        {
            var octet = octets[0];
            octets = octets[1..];
            if (octet == PppFrame.Flag)
            {
                var (length, lost) = (_length, _lost || _escaped);
                (_length, _escaped, _lost) = (0, false, false);
                if (length == 0 && !lost) continue;
                if (!lost && Split(_frame.AsSpan(0, length), out protocol, out information)) return true;
                Dropped++;
            }
            else if (octet == PppFrame.Escape) _escaped = true;
            else if (_length == MaxLength) _lost = true;
            else
            {
                _frame[_length++] = _escaped ? (byte)(octet ^ PppFrame.Change) : octet;
                _escaped = false;
            }
        }
        protocol = 0;
        information = default;
        return false;
    }

    private static bool Split(ReadOnlySpan<byte> frame, out int protocol, out ReadOnlySpan<byte> information)
    {
        protocol = 0;
        information = default;
        if (frame.Length < 4 || Fcs16.Of(frame) != Fcs16.Good) return false;
        frame = frame[..^2];
        if (frame is [PppFrame.Address, PppFrame.Control, ..]) frame = frame[2..];
        if (frame.IsEmpty) return false;
        // The low octet of a protocol number is odd, the high one is even (RFC 1661 §2).
        var short_ = (frame[0] & 1) != 0;
        if (!short_ && (frame.Length < 2 || (frame[1] & 1) == 0)) return false;
        protocol = short_ ? frame[0] : frame[0] << 8 | frame[1];
        information = frame[(short_ ? 1 : 2)..];
        return information.Length <= PppFrame.MaxInformation;
    }
}
