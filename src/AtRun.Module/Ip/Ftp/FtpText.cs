using System.Globalization;
using System.Net;

namespace AtRun.Module.Ip.Ftp;

/// <summary>What the texts of an FTP dialogue say. Pure.</summary>
public static class FtpText
{
    private const int Numbers = 6;

    /// <summary><c>PORT h1,h2,h3,h4,p1,p2</c> (RFC 959 §4.1.2)</summary>
    public static string Port(IPEndPoint here) =>
        string.Create(CultureInfo.InvariantCulture, $"PORT {here.Address.ToString().Replace('.', ',')},{here.Port >> 8},{here.Port & 0xFF}");

    /// <summary>The port in the answer of PASV: the last two of the first six numbers in a row (RFC 959 §4.1.2, RFC 1123 §4.1.2.6: its brackets may be missing).</summary>
    public static bool TryPassivePort(string reply, out int port)
    {
        port = 0;
        // Behind the code.
        for (var at = Math.Min(3, reply.Length); at < reply.Length; at++)
        {
            if (!char.IsAsciiDigit(reply[at]) || char.IsAsciiDigit(reply[at - 1])) continue;
            if (TryNumbers(reply.AsSpan(at), out port)) return port > 0;
        }
        return false;
    }

    /// <summary>The number in the answer of SIZE: <c>213 1234</c> (RFC 3659 §4.2).</summary>
    public static bool TrySize(string reply, out long size)
    {
        size = 0;
        return reply.Length > 4 && long.TryParse(reply.AsSpan(4).Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out size);
    }

    /// <summary>It fits into a line of the dialogue.</summary>
    public static bool IsArgument(string text) => !text.AsSpan().ContainsAnyInRange('\0', '\x1F');

    private static bool TryNumbers(ReadOnlySpan<char> text, out int port)
    {
        port = 0;
        for (var number = 0; number < Numbers; number++)
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits < 0) digits = text.Length;
            if (digits is 0 or > 3 || int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture) is var value && value > 255) return false;
            if (number >= Numbers - 2) port = (port << 8) | value;
            text = text[digits..];
            if (number == Numbers - 1) return true;
            if (text.IsEmpty || text[0] != ',') return false;
            text = text[1..];
        }
        return false;
    }
}
