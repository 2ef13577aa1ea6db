namespace AtRun.Protocol.Multiplexing;

/// <summary>Finds frames of the basic option.</summary>
/// <remarks>A frame that was cut short holds up those behind it until as many octets came as it said it has.</remarks>
internal sealed class BasicFrameReader : FrameReader
{
    private readonly byte[] _begun = new byte[Frame.MaxLength];
    private readonly byte[] _whole = new byte[Frame.MaxLength];
    private int _count;

    public override bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame, out ReadOnlySpan<byte> raw)
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

    public override byte[] TakeRest(ReadOnlySpan<byte> octets)
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
