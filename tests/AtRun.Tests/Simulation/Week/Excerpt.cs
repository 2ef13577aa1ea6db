using System.Globalization;
using System.Text;
using AtRun.Module.Services.Remote;

namespace AtRun.Tests.Simulation.Week;

/// <summary>What was said last around one module: printed when something is wrong.</summary>
internal sealed class Excerpt
{
    private const int Lines = 48;
    private const int LineLength = 80;

    private static readonly string[] Prefixes = ["# ", "# ", "host > ", "host < ", "tcp > ", "tcp < ", "stranger > ", "stranger < ", "sms > ", "sms < ", "> ", "< "];

    private readonly (TimeSpan At, Voice Voice, int Length)[] _heads = new (TimeSpan, Voice, int)[Lines];
    private readonly byte[] _octets = new byte[Lines * LineLength];
    private int _count;

    public void Add(TimeSpan at, Voice voice, ReadOnlySpan<byte> octets)
    {
        var line = _count++ % Lines;
        _heads[line] = (at, voice, octets.Length);
        octets[..Math.Min(octets.Length, LineLength)].CopyTo(_octets.AsSpan(line * LineLength));
    }

    /// <summary>Oldest first.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        for (var i = Math.Max(0, _count - Lines); i < _count; i++)
        {
            var (at, voice, length) = _heads[i % Lines];
            var octets = _octets.AsSpan(i % Lines * LineLength, Math.Min(length, LineLength));
            text.Append(CultureInfo.InvariantCulture, $"{at:d\\.hh\\:mm\\:ss\\.fff}  {Prefixes[(int)voice]}").AppendLine(Readable(voice, octets) + (length > LineLength ? " …" : ""));
        }
        return text.ToString();
    }

    private static string Readable(Voice voice, ReadOnlySpan<byte> octets)
    {
        if (voice == Voice.Move) return $"TCPATRUN {(TcpAtRunState)octets[0]} -> {(TcpAtRunState)octets[2]}: {(TcpAtRunEvent)octets[1]}";
        var text = new StringBuilder();
        foreach (var octet in octets) text.Append(octet switch { (byte)'\r' => "\\r", (byte)'\n' => "\\n", < 32 or > 126 => $"\\x{octet:X2}", _ => ((char)octet).ToString() });
        return text.ToString();
    }
}
