using System.Runtime.CompilerServices;

namespace AtRun.Cli.Bench;

/// <summary>Finds final results in a stream of verbose answers, by their line alone; however it is cut.</summary>
internal struct FinalResultScanner
{
    /// <summary>Octets of a cut line that are kept: a final result is told by fewer.</summary>
    private const int Kept = 16;

    private Beginning _begun;
    private int _length;

    [InlineArray(Kept)]
    private struct Beginning
    {
        private byte _first;
    }

    /// <summary>Takes octets; says how many final results they end, and how many of them are errors.</summary>
    public (int Results, int Errors) Read(ReadOnlySpan<byte> octets)
    {
        var (results, errors) = (0, 0);
        while (octets.IndexOf((byte)'\n') is var end and >= 0)
        {
            var line = octets[..end];
            octets = octets[(end + 1)..];
            if (_length > 0)
            {
                Keep(line);
                line = ((ReadOnlySpan<byte>)_begun)[..Math.Min(_length, Kept)];
                _length = 0;
            }
            if (line.Length < 3) // CR alone, or less
                continue;
            if (line[0] == 'O' && line.SequenceEqual("OK\r"u8)) results++;
            else if (line[0] is (byte)'E' or (byte)'+' or (byte)'N' && IsError(line)) (results, errors) = (results + 1, errors + 1);
        }
        if (octets.Length > 0) Keep(octets);
        return (results, errors);
    }

    private static bool IsError(ReadOnlySpan<byte> line) =>
        line.SequenceEqual("ERROR\r"u8) || line.StartsWith("+CME ERROR:"u8) || line.StartsWith("+CMS ERROR:"u8) || line.SequenceEqual("NO CARRIER\r"u8);

    private void Keep(ReadOnlySpan<byte> octets)
    {
        var room = Kept - Math.Min(_length, Kept);
        octets[..Math.Min(room, octets.Length)].CopyTo(((Span<byte>)_begun)[Math.Min(_length, Kept)..]);
        _length += octets.Length;
    }
}
