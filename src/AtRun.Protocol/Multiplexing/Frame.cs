namespace AtRun.Protocol.Multiplexing;

/// <summary>Types of a frame: its control field without the poll/final bit (27.010 §5.2.1.3).</summary>
public enum FrameType : byte
{
    /// <summary>Opens a channel.</summary>
    Sabm = 0x2F,

    /// <summary>Says yes to <see cref="Sabm"/> or <see cref="Disc"/>.</summary>
    Ua = 0x63,

    /// <summary>The channel is not open, or will not be opened.</summary>
    Dm = 0x0F,

    /// <summary>Closes a channel.</summary>
    Disc = 0x43,

    /// <summary>Data of a channel; on channel 0 a control message.</summary>
    Uih = 0xEF,
}

/// <summary>A frame of the multiplexer.</summary>
/// <remarks>
/// 27.010 §5.2.1; Telit 30268ST10299A §3.1. In the basic option:
/// <code>
/// F9  address: DLCI(6) CR EA=1  control: type, bit 4 poll/final  length(7) EA [length(8)]  information  FCS  F9
/// </code>
/// The FCS of UIH is over address, control and length; that of the others over all in front of it. In the advanced option:
/// <see cref="AdvancedFraming"/>.
/// </remarks>
/// <param name="dlci">0: the control channel; to <see cref="MaxDlci"/>.</param>
/// <param name="commandBit">C/R as sent: see <see cref="Multiplexer"/>.</param>
/// <param name="type">Its type.</param>
/// <param name="poll">Poll/final.</param>
/// <param name="information">Lives as long as what it was read from.</param>
public readonly ref struct Frame(int dlci, bool commandBit, FrameType type, bool poll, ReadOnlySpan<byte> information)
{
    public const byte Flag = 0xF9;
    public const int MaxDlci = 63;

    /// <summary>Octets of information that one length octet can say: what is sent at most.</summary>
    public const int MaxSent = 127;

    /// <summary>Octets of information that are taken at most: N1, which cannot be changed (AT reference 80000ST10025a p84).</summary>
    public const int MaxTaken = 128;

    /// <summary>Octets of the longest frame of the basic option with its flags.</summary>
    internal const int MaxLength = MaxTaken + 7;

    private const byte PollBit = 0x10, ExtensionBit = 1, ResponseBit = 2;

    internal enum Found
    {
        /// <summary>More octets are needed.</summary>
        Part,

        /// <summary>It is no frame.</summary>
        None,

        Frame,
    }

    public int Dlci { get; } = dlci;
    public bool CommandBit { get; } = commandBit;
    public FrameType Type { get; } = type;
    public bool Poll { get; } = poll;
    public ReadOnlySpan<byte> Information { get; } = information;

    /// <summary>The address field.</summary>
    internal byte Address => (byte)(Dlci << 2 | (CommandBit ? ResponseBit : 0) | ExtensionBit);

    /// <summary>The control field.</summary>
    internal byte Control => (byte)((byte)Type | (Poll ? PollBit : 0));

    /// <summary>Writes it, with both flags.</summary>
    public void Write(OctetBuffer to, Framing framing = Framing.Basic)
    {
        if (framing == Framing.Advanced) AdvancedFraming.Write(this, to);
        else WriteBasic(to);
    }

    private void WriteBasic(OctetBuffer to)
    {
        to.Add(Flag);
        var from = to.Count;
        to.Add(Address, Control);
        if (Information.Length <= MaxSent) to.Add((byte)(Information.Length << 1 | ExtensionBit));
        else to.Add((byte)(Information.Length << 1), (byte)(Information.Length >> 7));
        if (Type == FrameType.Uih)
        {
            var fcs = Fcs8.Of(to.Written[from..]);
            to.Add(Information);
            to.Add(fcs, Flag);
        }
        else
        {
            to.Add(Information);
            to.Add(Fcs8.Of(to.Written[from..]), Flag);
        }
    }

    /// <summary>Reads a frame from its two fields and what it carries; false: there is no such frame.</summary>
    /// <remarks>Channels are opened and closed without information: what has some is noise.</remarks>
    internal static bool TryMake(byte address, byte control, ReadOnlySpan<byte> information, out Frame frame)
    {
        var type = (FrameType)(control & ~PollBit);
        frame = new(address >> 2, (address & ResponseBit) != 0, type, (control & PollBit) != 0, information);
        return (address & ExtensionBit) != 0 && IsKnown(type) && (information.IsEmpty || type == FrameType.Uih);
    }

    /// <summary>Reads a frame of the basic option that begins with its flag.</summary>
    /// <param name="octets">From the flag on.</param>
    /// <param name="frame">Given where one is found.</param>
    /// <param name="length">Its octets with both flags.</param>
    internal static Found Read(ReadOnlySpan<byte> octets, out Frame frame, out int length)
    {
        frame = default;
        length = 0;
        if (octets.Length < 2) return Found.Part;
        var address = octets[1];
        // No channel has the number whose address would be a flag (27.010 §5.6).
        if ((address & ExtensionBit) == 0 || address == Flag) return Found.None;
        if (octets.Length < 3) return Found.Part;
        var type = (FrameType)(octets[2] & ~PollBit);
        if (!IsKnown(type)) return Found.None;
        if (octets.Length < 4) return Found.Part;
        var (header, count) = (4, octets[3] >> 1);
        if ((octets[3] & ExtensionBit) == 0)
        {
            if (octets.Length < 5) return Found.Part;
            (header, count) = (5, count | octets[4] << 7);
        }
        // Channels are opened and closed without information: what has some is noise, and is not waited for.
        if (count > MaxTaken || (count > 0 && type != FrameType.Uih)) return Found.None;
        length = header + count + 2;
        if (octets.Length < length) return Found.Part;
        if (octets[length - 1] != Flag || Fcs8.Of(octets[1..header]) != octets[length - 2]) return Found.None;
        return TryMake(address, octets[2], octets.Slice(header, count), out frame) ? Found.Frame : Found.None;
    }

    private static bool IsKnown(FrameType type) => type is FrameType.Sabm or FrameType.Ua or FrameType.Dm or FrameType.Disc or FrameType.Uih;
}
