using AtRun.Protocol.Sms;

namespace AtRun.Tests.Protocol.Sms;

/// <summary>What was accepted is written again octet for octet, but for what has no meaning in an address.</summary>
public static class Same
{
    public static void AfterWriting(ReadOnlySpan<byte> octets, TpduDirection direction, Tpdu tpdu)
    {
        var again = tpdu.ToArray();
        if (octets.SequenceEqual(again)) return;
        if (!Tpdu.TryDecode(again, direction, out var read, out var error)) throw new InvalidOperationException($"what was written cannot be read: {error}");
        if (!read.Equals(tpdu)) throw new InvalidOperationException($"{Convert.ToHexString(again)} is {read}, not {tpdu}");

        // The address: its first octet, its octets as they came.
        var at = tpdu switch { SmsDeliver => 1, SmsSubmit or SmsStatusReport => 2, SmsCommand => 5, _ => throw new InvalidOperationException($"{Convert.ToHexString(again)}: other octets") };
        var (there, written) = (2 + (octets[at] + 1) / 2, 2 + (again[at] + 1) / 2);
        if (!octets[..at].SequenceEqual(again.AsSpan(0, at)) || !octets[(at + there)..].SequenceEqual(again.AsSpan(at + written)) || octets[at + 1] != again[at + 1])
            throw new InvalidOperationException($"{Convert.ToHexString(again)}: other octets outside the address");
        var alphanumeric = (octets[at + 1] & 0x70) == 0x50;
        var filler = (octets[at] & 1) != 0 && there == written && octets[(at + 2)..(at + there - 1)].SequenceEqual(again.AsSpan()[(at + 2)..(at + there - 1)]);
        if (!alphanumeric && !filler) throw new InvalidOperationException($"{Convert.ToHexString(again)}: another address");
    }
}
