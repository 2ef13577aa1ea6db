using AtRun.Protocol;

namespace AtRun.Module.Ip;

/// <summary>Base64 -> octets, piece by piece. What is none of its characters, such as a line end, is passed over (RFC 2045 §6.8).</summary>
public sealed class Base64Decoder
{
    private int _bits;
    private int _count;

    public void Write(ReadOnlySpan<byte> characters, OctetBuffer to)
    {
        foreach (var character in characters)
        {
            if (character == '=')
            {
                // The group ends early: bits that fill no octet are none.
                (_bits, _count) = (0, 0);
                continue;
            }
            if (ValueOf(character) is not (>= 0 and var value)) continue;
            _bits = (_bits << 6) | value;
            _count += 6;
            if (_count < 8) continue;
            _count -= 8;
            to.Add((byte)(_bits >> _count));
            _bits &= (1 << _count) - 1;
        }
    }

    private static int ValueOf(byte character) => character switch
    {
        >= (byte)'A' and <= (byte)'Z' => character - 'A',
        >= (byte)'a' and <= (byte)'z' => character - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => character - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };
}
