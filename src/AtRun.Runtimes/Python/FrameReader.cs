using System.Buffers.Binary;
using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Python;

/// <summary>Frames from octets as they come. It holds what has come, whatever a frame says of its length.</summary>
internal sealed class FrameReader
{
    private byte[] _held = [];
    private int _start, _end;

    /// <summary>Why no frame comes any more: what was sent is none.</summary>
    public string? Fault { get; private set; }

    public void Add(ReadOnlySpan<byte> octets)
    {
        if (_end + octets.Length > _held.Length) MakeRoom(octets.Length);
        octets.CopyTo(_held.AsSpan(_end));
        _end += octets.Length;
    }

    /// <summary>The next frame; false: it is not there as a whole, or <see cref="Fault"/> says why there is none.</summary>
    public bool TryNext(out ScriptValue frame)
    {
        frame = default;
        var held = _held.AsSpan(_start, _end - _start);
        if (Fault is not null || !BinaryPrimitives.TryReadUInt32BigEndian(held, out var length)) return false;
        if (length > ScriptCodec.Largest) Fault = $"a frame of {length} octets, {ScriptCodec.Largest} at most";
        else if (held.Length - 4 < length) return false;
        else if (!ScriptCodec.TryRead(held.Slice(4, (int)length), out frame)) Fault = "a frame that holds no value";
        if (Fault is not null) return false;
        _start += 4 + (int)length;
        if (_start == _end) (_start, _end) = (0, 0);
        return true;
    }

    private void MakeRoom(int more)
    {
        var count = _end - _start;
        var to = count + more <= _held.Length ? _held : new byte[Math.Max(count + more, Math.Min(2 * _held.Length, ScriptCodec.Largest + 4))];
        _held.AsSpan(_start, count).CopyTo(to);
        (_held, _start, _end) = (to, 0, count);
    }
}
