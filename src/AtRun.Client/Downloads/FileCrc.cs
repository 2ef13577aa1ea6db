namespace AtRun.Client.Downloads;

/// <summary>The CRC of #LCSCRIPT: CRC-CCITT, polynomial 1021, start FFFF (AT reference 80000ST10025a p549).</summary>
public static class FileCrc
{
    private const int Polynomial = 0x1021;

    public static ushort Of(ReadOnlySpan<byte> octets)
    {
        ushort crc = 0xFFFF;
        foreach (var octet in octets)
        {
            crc ^= (ushort)(octet << 8);
            for (var i = 0; i < 8; i++) crc = (ushort)((crc & 0x8000) != 0 ? (crc << 1) ^ Polynomial : crc << 1);
        }
        return crc;
    }
}
