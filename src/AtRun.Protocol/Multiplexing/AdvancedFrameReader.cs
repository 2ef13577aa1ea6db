namespace AtRun.Protocol.Multiplexing;

/// <summary>Finds frames of the advanced option: what stands between two flags is one, or noise.</summary>
internal sealed class AdvancedFrameReader : FrameReader
{
    /// <summary>As it came, from its flag on; every octet may be escaped.</summary>
    private readonly byte[] _line = new byte[2 * AdvancedFraming.MaxOctets + 2];

    private readonly byte[] _octets = new byte[AdvancedFraming.MaxOctets];

    /// <summary>Of <see cref="_line"/>; 0: there was no flag yet, or too much since.</summary>
    private int _count;

    public override bool TryRead(ref ReadOnlySpan<byte> octets, out Frame frame, out ReadOnlySpan<byte> raw)
    {
        while (!octets.IsEmpty)
        {
            var flag = octets.IndexOf(AdvancedFraming.Flag);
            Take(flag < 0 ? octets : octets[..flag]);
            octets = flag < 0 ? default : octets[(flag + 1)..];
            if (flag >= 0 && Ends(out frame, out raw)) return true;
        }
        frame = default;
        raw = default;
        return false;
    }

    // The flag of the last frame is taken with it.
    public override byte[] TakeRest(ReadOnlySpan<byte> octets)
    {
        byte[] rest = [.. _line.AsSpan(Math.Min(1, _count)..Math.Max(1, _count)), .. octets];
        _count = 0;
        return rest;
    }

    private void Take(ReadOnlySpan<byte> octets)
    {
        if (_count > 0 && _count + octets.Length < _line.Length)
        {
            octets.CopyTo(_line.AsSpan(_count));
            _count += octets.Length;
            return;
        }
        // The flag was no noise.
        Lost += octets.Length + Math.Max(0, _count - 1);
        _count = 0;
    }

    /// <summary>A flag ends what was begun, and begins the next.</summary>
    private bool Ends(out Frame frame, out ReadOnlySpan<byte> raw)
    {
        var count = _count;
        (_line[0], _count) = (AdvancedFraming.Flag, 1);
        frame = default;
        raw = default;
        if (count <= 1) return false;
        if (AdvancedFraming.Unescape(_line.AsSpan(1..count), _octets) is >= 0 and var length && AdvancedFraming.TryRead(_octets.AsSpan(0, length), out frame))
        {
            _line[count] = AdvancedFraming.Flag;
            raw = _line.AsSpan(0, count + 1);
            return true;
        }
        Lost += count - 1;
        return false;
    }
}
