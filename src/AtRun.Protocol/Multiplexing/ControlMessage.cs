namespace AtRun.Protocol.Multiplexing;

/// <summary>Types of a control message: its first octet without the C/R bit (27.010 §5.4.6.3).</summary>
public enum ControlType : byte
{
    /// <summary>Non supported command response.</summary>
    Nsc = 0x11,

    /// <summary>Test: its octets come back.</summary>
    Test = 0x21,

    /// <summary>Power saving control.</summary>
    Psc = 0x41,

    /// <summary>Multiplexer close down.</summary>
    Cld = 0xC1,

    /// <summary>Modem status: the lines of a channel.</summary>
    Msc = 0xE1,
}

/// <summary>A message of the control channel.</summary>
/// <remarks>27.010 §5.4.6.1: type (6 bits), C/R, EA; length (7 bits), EA; value.</remarks>
/// <param name="type">Its type; others than those named are not understood.</param>
/// <param name="isCommand">A command; else the answer to one.</param>
/// <param name="value">Lives as long as what it was read from.</param>
public readonly ref struct ControlMessage(ControlType type, bool isCommand, ReadOnlySpan<byte> value)
{
    private const byte CommandBit = 2, ExtensionBit = 1;

    public ControlType Type { get; } = type;
    public bool IsCommand { get; } = isCommand;
    public ReadOnlySpan<byte> Value { get; } = value;

    /// <summary>The first octet.</summary>
    public byte TypeOctet => (byte)((byte)Type | (IsCommand ? CommandBit : 0));

    /// <summary>Writes it; the value has at most <see cref="Frame.MaxSent"/> - 2 octets.</summary>
    public void Write(OctetBuffer to)
    {
        to.Add(TypeOctet, (byte)(Value.Length << 1 | ExtensionBit));
        to.Add(Value);
    }

    /// <summary>Reads the next message of a frame; false: there is no more that makes sense.</summary>
    /// <remarks>The manual's own PSC ends in a length whose extension bit is 0, and nothing behind (Telit 30268ST10299A p21): it counts as no value.</remarks>
    public static bool TryRead(ref ReadOnlySpan<byte> information, out ControlMessage message)
    {
        message = default;
        if (information.Length < 2) return false;
        var (first, length, header) = (information[0], information[1] >> 1, 2);
        if ((information[1] & ExtensionBit) == 0 && information.Length > 2) (length, header) = (length | information[2] << 7, 3);
        if (information.Length < header + length) return false;
        message = new((ControlType)(first & ~CommandBit), (first & CommandBit) != 0, information.Slice(header, length));
        information = information[(header + length)..];
        return true;
    }
}
