using System.Buffers;

namespace AtRun.Transport;

/// <summary>Octets that the system did not take yet, in pooled pieces. It exists only while there are some.</summary>
internal sealed class SendQueue
{
    private const int Least = 4096;
    private const int Most = 64 * 1024;

    private Piece? _first;
    private Piece? _last;

    internal int Count { get; private set; }

    internal ReadOnlySpan<byte> First => _first is { } piece ? piece.Octets.AsSpan(piece.Start, piece.End - piece.Start) : default;

    internal void Add(ReadOnlySpan<byte> octets)
    {
        Count = checked(Count + octets.Length);
        while (octets.Length > 0)
        {
            if (_last is null || _last.End == _last.Octets.Length)
            {
                var piece = new Piece(ArrayPool<byte>.Shared.Rent(Math.Clamp(octets.Length, Least, Most)));
                if (_last is null)
                    _first = piece;
                else
                    _last.Next = piece;

                _last = piece;
            }

            var count = Math.Min(octets.Length, _last.Octets.Length - _last.End);
            octets[..count].CopyTo(_last.Octets.AsSpan(_last.End));
            _last.End += count;
            octets = octets[count..];
        }
    }

    /// <summary>Forgets octets of <see cref="First"/>.</summary>
    internal void Took(int count)
    {
        Count -= count;
        _first!.Start += count;
        if (_first.Start < _first.End)
            return;

        ArrayPool<byte>.Shared.Return(_first.Octets);
        _first = _first.Next;
        if (_first is null)
            _last = null;
    }

    internal void Clear()
    {
        while (_first is not null)
            Took(_first.End - _first.Start);
    }

    private sealed class Piece(byte[] octets)
    {
        internal readonly byte[] Octets = octets;
        internal int Start, End;
        internal Piece? Next;
    }
}
