using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace AtRun.Module.Ip;

/// <summary>IPv4 addresses that a firewall admits: those that are <paramref name="Address"/> as far as the bits of <paramref name="Mask"/> go.</summary>
/// <param name="Address">The first octet is the most significant.</param>
/// <param name="Mask">The bits that count.</param>
public readonly record struct AddressRule(uint Address, uint Mask)
{
    public bool Admits(IPAddress peer)
    {
        Span<byte> octets = stackalloc byte[4];
        return peer.AddressFamily == AddressFamily.InterNetwork && peer.TryWriteBytes(octets, out _)
            && (BinaryPrimitives.ReadUInt32BigEndian(octets) & Mask) == (Address & Mask);
    }

    public static bool TryParse(string address, string mask, out AddressRule rule)
    {
        rule = default;
        if (!TryParse(address, out var bits) || !TryParse(mask, out var counting)) return false;
        rule = new(bits, counting);
        return true;
    }

    /// <summary>Four decimal numbers 0-255; leading zeros are decimal too (Telit 80000NT10043a p36).</summary>
    public static bool TryParse(string text, out uint bits)
    {
        bits = 0;
        var parts = text.Split('.');
        if (parts.Length != 4) return false;
        foreach (var part in parts)
        {
            if (part.Length is 0 or > 3 || !byte.TryParse(part, System.Globalization.NumberStyles.None, null, out var octet)) return false;
            bits = (bits << 8) | octet;
        }
        return true;
    }

    /// <summary>As commands print it.</summary>
    public static string Text(uint bits) => $"{bits >> 24}.{(bits >> 16) & 0xFF}.{(bits >> 8) & 0xFF}.{bits & 0xFF}";
}
