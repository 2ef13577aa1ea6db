namespace AtRun.Protocol.Sms;

/// <summary>An information element of a user data header (23.040 §9.2.3.24), kept as it came.</summary>
public readonly record struct InformationElement(byte Identifier, ReadOnlyMemory<byte> Data);

/// <summary>A part of a concatenated message (23.040 §9.2.3.24.1, .8).</summary>
/// <param name="Reference">0-255, or 0-65535 where it is wide; the same in all parts.</param>
/// <param name="Total">1-255.</param>
/// <param name="Number">1 to <paramref name="Total"/>.</param>
/// <param name="Wide">A reference of 16 bits.</param>
public readonly record struct Concatenation(int Reference, int Total, int Number, bool Wide = false);

/// <summary>Walks over the elements of a header: identifier, length, data, one behind the other; stops before what does not fit.</summary>
/// <param name="header">With its length octet.</param>
internal ref struct UserDataHeader(ReadOnlySpan<byte> header)
{
    public const byte Concatenated8 = 0x00, Concatenated16 = 0x08;
    public const byte SingleShift = 0x24, LockingShift = 0x25;

    private readonly ReadOnlySpan<byte> _header = header;
    private int _next = 1;

    public byte Identifier { get; private set; }

    /// <summary>Where the data begin in the header.</summary>
    public int Start { get; private set; }

    public int Length { get; private set; }

    /// <summary>The elements fill the header exactly; where they do not, the whole header is to be ignored (23.040 §9.2.3.24).</summary>
    public readonly bool AtEnd => _next == _header.Length;

    public readonly ReadOnlySpan<byte> Data => _header.Slice(Start, Length);

    public bool MoveNext()
    {
        if (_header.Length - _next < 2 || _header.Length - _next - 2 < _header[_next + 1]) return false;
        Identifier = _header[_next];
        Length = _header[_next + 1];
        Start = _next + 2;
        _next = Start + Length;
        return true;
    }

    /// <summary>The element of concatenation; of several the last one that makes sense (23.040 §9.2.3.24).</summary>
    public static Concatenation? PartOf(ReadOnlySpan<byte> header)
    {
        Concatenation? part = null;
        var element = new UserDataHeader(header);
        while (element.MoveNext())
        {
            var data = element.Data;
            Concatenation? found = (element.Identifier, data.Length) switch
            {
                (Concatenated8, 3) => new(data[0], data[1], data[2]),
                (Concatenated16, 4) => new(data[0] << 8 | data[1], data[2], data[3], true),
                _ => null,
            };
            if (found is { Number: > 0 } sensible && sensible.Number <= sensible.Total) part = sensible;
        }
        return element.AtEnd ? part : null;
    }

    /// <summary>The national language identifiers (23.040 §9.2.3.24.15, .16); 0: not named.</summary>
    public static (int Locking, int Single) LanguagesOf(ReadOnlySpan<byte> header)
    {
        var (locking, single) = (0, 0);
        var element = new UserDataHeader(header);
        while (element.MoveNext())
        {
            if (element.Length != 1) continue;
            if (element.Identifier == LockingShift) locking = element.Data[0];
            else if (element.Identifier == SingleShift) single = element.Data[0];
        }
        return element.AtEnd ? (locking, single) : (0, 0);
    }
}
