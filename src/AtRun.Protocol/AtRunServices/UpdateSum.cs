namespace AtRun.Protocol.AtRunServices;

/// <summary>The sum by which a module knows that software came whole: CRC-32 of ISO 3309.</summary>
public sealed class UpdateSum
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static i => Enumerable.Range(0, 8).Aggregate((uint)i, static (crc, _) => (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320))];

    private uint _crc = uint.MaxValue;

    /// <summary>Of all that was added.</summary>
    public uint Value => ~_crc;

    public void Add(ReadOnlySpan<byte> octets)
    {
        var crc = _crc;
        foreach (var octet in octets) crc = Table[(byte)(crc ^ octet)] ^ crc >> 8;
        _crc = crc;
    }
}
