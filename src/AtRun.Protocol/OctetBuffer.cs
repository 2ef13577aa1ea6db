using System.Buffers;
using System.Buffers.Text;

namespace AtRun.Protocol;

/// <summary>Octets on their way out: grows, is cleared and used again. One writer, one thread.</summary>
public sealed class OctetBuffer(int capacity = 256) : IBufferWriter<byte>
{
    private byte[] _octets = new byte[capacity];
    private int _count;

    /// <summary>Octets written since the last <see cref="Clear"/>.</summary>
    public int Count => _count;

    public ReadOnlySpan<byte> Written => _octets.AsSpan(0, _count);

    public void Clear() => _count = 0;

    /// <summary>Forgets what was written, and gives its memory back.</summary>
    public void Release() => (_octets, _count) = ([], 0);

    /// <summary>Takes back all but the first <paramref name="count"/> octets.</summary>
    public void Truncate(int count) => _count = Math.Min(_count, count);

    /// <summary>Takes away the first <paramref name="count"/> octets.</summary>
    public void Remove(int count)
    {
        _octets.AsSpan(count, _count - count).CopyTo(_octets);
        _count -= count;
    }

    public void Add(byte octet)
    {
        if (_count == _octets.Length) Grow(1);
        _octets[_count++] = octet;
    }

    public void Add(byte first, byte second)
    {
        if (_octets.Length - _count < 2) Grow(2);
        _octets[_count] = first;
        _octets[_count + 1] = second;
        _count += 2;
    }

    public void Add(ReadOnlySpan<byte> octets)
    {
        if (_octets.Length - _count < octets.Length) Grow(octets.Length);
        octets.CopyTo(_octets.AsSpan(_count));
        _count += octets.Length;
    }

    /// <summary>Adds a decimal number, no leading zeros.</summary>
    public void AddNumber(long value)
    {
        if (value is >= 0 and < 10)
        {
            Add((byte)('0' + value));
            return;
        }
        if (_octets.Length - _count < 20) Grow(20);
        Utf8Formatter.TryFormat(value, _octets.AsSpan(_count), out var written);
        _count += written;
    }

    /// <summary>Adds text as Latin-1; a character that has no octet there becomes <c>?</c>.</summary>
    public void AddText(ReadOnlySpan<char> text)
    {
        if (_octets.Length - _count < text.Length) Grow(text.Length);
        foreach (var c in text) _octets[_count++] = c <= 0xFF ? (byte)c : (byte)'?';
    }

    /// <summary>Adds text in double quotes.</summary>
    public void AddQuoted(ReadOnlySpan<char> text)
    {
        Add((byte)'"');
        AddText(text);
        Add((byte)'"');
    }

    public void Advance(int count) => _count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_octets.Length - _count < Math.Max(1, sizeHint)) Grow(Math.Max(1, sizeHint));
        return _octets.AsMemory(_count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override string ToString() => System.Text.Encoding.Latin1.GetString(Written);

    private void Grow(int by) => Array.Resize(ref _octets, Math.Max(_octets.Length * 2, _count + by));
}
