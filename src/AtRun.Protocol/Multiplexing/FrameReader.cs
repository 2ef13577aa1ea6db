namespace AtRun.Protocol.Multiplexing;

/// <summary>Finds frames in what a line brings. What is no frame is passed over; the next one is found at its flag.</summary>
/// <remarks>
/// Two frames may share a flag, and any number of flags may stand between them (27.010 §5.2.5). Whatever the octets, it holds no more
/// than one frame of them.
/// </remarks>
public abstract class FrameReader
{
    /// <summary>Octets passed over.</summary>
    public long Lost { get; protected set; }

    public static FrameReader Of(Framing framing) => framing == Framing.Advanced ? new AdvancedFrameReader() : new BasicFrameReader();

    /// <summary>Takes octets up to the end of the next frame. False: there is none in them, and all are taken.</summary>
    /// <param name="octets">Without what was taken, afterwards.</param>
    /// <param name="frame">Its information lives until the next call, and not longer than <paramref name="octets"/>.</param>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame) => TryRead(ref octets, out frame, out _);

    /// <inheritdoc cref="TryRead(ref ReadOnlySpan{byte}, out Frame)"/>
    /// <param name="octets">Without what was taken, afterwards.</param>
    /// <param name="frame">What was found.</param>
    /// <param name="raw">The same as it came, with both flags; lives as long.</param>
    public abstract bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame, out ReadOnlySpan<byte> raw);

    /// <summary>What was taken in, or not yet, behind the last frame: the multiplexer has ended, and it is somebody else's.</summary>
    public abstract byte[] TakeRest(ReadOnlySpan<byte> octets);
}
