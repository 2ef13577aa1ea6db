namespace AtRun.Protocol.Multiplexing;

/// <summary>The frame check sequence of the multiplexer (27.010 §5.2.1.6): CRC-8, reflected polynomial 0xE0.</summary>
public static class Fcs8
{
    private static readonly byte[] Table = Build();

    public static byte Of(ReadOnlySpan<byte> octets)
    {
        byte fcs = 0xFF;
        foreach (var octet in octets) fcs = Table[fcs ^ octet];
        return (byte)~fcs;
    }

    private static byte[] Build()
    {
        var table = new byte[256];
        for (var i = 0; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? value >> 1 ^ 0xE0 : value >> 1;
            table[i] = (byte)value;
        }
        return table;
    }
}
