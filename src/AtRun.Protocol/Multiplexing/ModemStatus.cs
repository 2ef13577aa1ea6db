using AtRun.Protocol.Links;

namespace AtRun.Protocol.Multiplexing;

/// <summary>What a modem status message says of a channel.</summary>
/// <remarks>
/// 27.010 §5.4.6.3.7; Telit 30268ST10299A p15-17.
/// <code>
/// DLCI(6) 1 EA   V.24 signals   [break]
/// V.24: bit 0 EA, 1 FC, 2 DSR or DTR, 3 CTS or RTS, 6 RING, 7 DCD.  Break: bit 0 EA, 1 break, 4-7 its length in 200 ms.
/// </code>
/// The manual's log has V.24 octets whose extension bit is 0 and nothing behind them: they are taken as well.
/// </remarks>
/// <param name="Dlci">The channel.</param>
/// <param name="Stopped">FC: whoever says it takes no more frames of the channel.</param>
/// <param name="Lines">Lines of whoever says it: the terminal's or the module's.</param>
/// <param name="Break">A break was sent, of that length in <see cref="BreakUnit"/>; null: none.</param>
internal readonly record struct ModemStatus(int Dlci, bool Stopped, PortLines Lines, int? Break = null)
{
    private const byte Extension = 1, Flow = 2, Ready = 4, Receiving = 8, Ring = 0x40, Carrier = 0x80, BreakBit = 2;

    /// <summary>Octets of the longest.</summary>
    public const int MaxLength = 3;

    private const int MaxBreak = 15;

    private static readonly TimeSpan BreakUnit = TimeSpan.FromMilliseconds(200);

    /// <summary>A break's length in units, at least one, as many as there is room for.</summary>
    public static int BreakOf(TimeSpan length) => (int)Math.Clamp(Math.Ceiling(length / BreakUnit), 1, MaxBreak);

    /// <param name="value">Of the message.</param>
    /// <param name="ofModule">The module said it.</param>
    /// <param name="status">Given where it is one.</param>
    public static bool TryRead(ReadOnlySpan<byte> value, bool ofModule, out ModemStatus status)
    {
        status = default;
        if (value.Length < 2) return false;
        var signals = value[1];
        var lines = PortLines.None;
        if ((signals & Ready) != 0) lines |= ofModule ? PortLines.Dsr : PortLines.Dtr;
        if ((signals & Receiving) != 0) lines |= ofModule ? PortLines.Cts : PortLines.Rts;
        if (ofModule && (signals & Ring) != 0) lines |= PortLines.Ri;
        if (ofModule && (signals & Carrier) != 0) lines |= PortLines.Dcd;
        status = new(value[0] >> 2, (signals & Flow) != 0, lines, value.Length > 2 && (value[2] & BreakBit) != 0 ? value[2] >> 4 : null);
        return true;
    }

    /// <summary>Writes the value of the message; returns its octets.</summary>
    public int Write(Span<byte> to)
    {
        to[0] = (byte)(Dlci << 2 | 2 | Extension);
        to[1] = (byte)(Extension | (Stopped ? Flow : 0)
            | ((Lines & (PortLines.Dsr | PortLines.Dtr)) != 0 ? Ready : 0)
            | ((Lines & (PortLines.Cts | PortLines.Rts)) != 0 ? Receiving : 0)
            | ((Lines & PortLines.Ri) != 0 ? Ring : 0)
            | ((Lines & PortLines.Dcd) != 0 ? Carrier : 0));
        if (Break is not { } length) return 2;
        to[2] = (byte)(length << 4 | BreakBit | Extension);
        return 3;
    }
}
