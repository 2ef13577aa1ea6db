namespace AtRun.Protocol.Multiplexing;

/// <summary>Finds frames in what a line brings. What is no frame is passed over; the next one is found at its flag.</summary>
/// <remarks>
/// Two frames may share a flag, and any number of flags may stand between them (27.010 §5.2.5). Whatever the octets, it holds no more
/// than one frame of them. A frame that was cut short holds up those behind it until as many octets came as it said it has.
/// </remarks>
public sealed class FrameReader
{
    private readonly byte[] _begun = new byte[Frame.MaxLength];
    private readonly byte[] _whole = new byte[Frame.MaxLength];
    private int _count;

    /// <summary>Octets passed over.</summary>
    public long Lost { get; private set; }

    /// <summary>Takes octets up to the end of the next frame. False: there is none in them, and all are taken.</summary>
    /// <param name="octets">Without what was taken, afterwards.</param>
    /// <param name="frame">Its information lives until the next call, and not longer than <paramref name="octets"/>.</param>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame) => TryRead(ref octets, out frame, out _);

    /// <inheritdoc cref="TryRead(ref ReadOnlySpan{byte}, out Frame)"/>
    /// <param name="octets">Without what was taken, afterwards.</param>
    /// <param name="frame">What was found.</param>
    /// <param name="raw">The same as it came, with both flags; lives as long.</param>
    public bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame, out ReadOnlySpan<byte> raw)
    {
        while (_count > 0)
        {
            // A frame that was begun before: its octets come together here.
            var more = Math.Min(octets.Length, Frame.MaxLength - _count);
            octets[..more].CopyTo(_begun.AsSpan(_count));
            var together = _begun.AsSpan(0, _count + more);
            var found = Frame.Read(together, out frame, out var length);
            if (found == Frame.Found.Part)
            {
                _count += more;
                octets = default;
                raw = default;
                return false;
            }
            if (found == Frame.Found.Frame)
            {
                together[..length].CopyTo(_whole);
                Frame.Read(_whole.AsSpan(0, length), out frame, out _);
                raw = _whole.AsSpan(0, length);
                // Its last flag may begin the next.
                if (length > _count)
                {
                    octets = octets[(length - 1 - _count)..];
                    _count = 0;
                }
                else DropBegun(length - 1);
                return true;
            }
            // The next flag in it, or none.
            var next = _begun.AsSpan(1, _count - 1).IndexOf(Frame.Flag) + 1;
            if (next == 0) next = _count;
            CountLost(_begun.AsSpan(0, next));
            DropBegun(next);
        }
        while (true)
        {
            var flag = octets.IndexOf(Frame.Flag);
            if (flag < 0) break;
            Pass(ref octets, flag);
            var found = Frame.Read(octets, out frame, out var length);
            if (found == Frame.Found.Frame)
            {
                raw = octets[..length];
                octets = octets[(length - 1)..];
                return true;
            }
            if (found == Frame.Found.Part)
            {
                octets.CopyTo(_begun);
                _count = octets.Length;
                octets = default;
                raw = default;
                return false;
            }
            Pass(ref octets, 1);
        }
        Pass(ref octets, octets.Length);
        frame = default;
        raw = default;
        return false;
    }

    /// <summary>What was taken in, or not yet, behind the last frame: the multiplexer has ended, and it is somebody else's.</summary>
    public byte[] TakeRest(ReadOnlySpan<byte> octets)
    {
        byte[] rest = [.. _begun.AsSpan(0, _count), .. octets];
        _count = 0;
        return rest is [Frame.Flag, ..] ? rest[1..] : rest;
    }

    private void DropBegun(int count)
    {
        _begun.AsSpan(count, _count - count).CopyTo(_begun);
        _count -= count;
    }

    private void Pass(ref ReadOnlySpan<byte> octets, int count)
    {
        CountLost(octets[..count]);
        octets = octets[count..];
    }

    // Flags between frames are no noise.
    private void CountLost(ReadOnlySpan<byte> octets) => Lost += octets.Length - octets.Count(Frame.Flag);
}
