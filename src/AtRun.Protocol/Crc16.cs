namespace AtRun.Protocol;

/// <summary>CRC-CCITT: polynomial 1021, start FFFF, nothing reflected, nothing inverted.</summary>
/// <remarks>That of #LCSCRIPT (AT reference 80000ST10025a p550).</remarks>
public static class Crc16
{
    private static readonly ushort[] Table = [.. Enumerable.Range(0, 256).Select(i => OfBits((ushort)(i << 8)))];

    public static ushort Of(ReadOnlySpan<byte> octets)
    {
        ushort crc = 0xFFFF;
        foreach (var octet in octets) crc = (ushort)((crc << 8) ^ Table[(crc >> 8) ^ octet]);
        return crc;
    }

    private static ushort OfBits(ushort crc)
    {
        for (var i = 0; i < 8; i++) crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ 0x1021 : crc << 1);
        return crc;
    }
}
