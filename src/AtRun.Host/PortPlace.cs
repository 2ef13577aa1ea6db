using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AtRun.Host;

/// <summary>Where a simulated module's serial port is: a pseudo terminal, or a TCP port, raw or RFC 2217.</summary>
/// <param name="Path">Name of the pseudo terminal; null: it is a TCP port.</param>
/// <param name="Address">Of the TCP port.</param>
/// <param name="ComPort">RFC 2217.</param>
public sealed record PortPlace(string? Path, IPEndPoint? Address, bool ComPort)
{
    private const string Terminal = "pty:", Raw = "tcp://", WithLines = "rfc2217://", Option = "?rfc2217";

    /// <summary>Reads <c>tcp://[HOST]:PORT</c>, <c>rfc2217://[HOST]:PORT</c>, <c>pty:PATH</c> as an operator names it, or the path alone. Without a host: the loopback address.</summary>
    /// <exception cref="FormatException">It is meant as an address and is none.</exception>
    public static PortPlace Parse(string text)
    {
        var comPort = text.StartsWith(WithLines, StringComparison.OrdinalIgnoreCase);
        if (!comPort && !text.StartsWith(Raw, StringComparison.OrdinalIgnoreCase))
            return new(text.StartsWith(Terminal, StringComparison.OrdinalIgnoreCase) ? text[Terminal.Length..] : text, null, false);
        var place = text[(comPort ? WithLines : Raw).Length..].TrimEnd('/');
        if (place.EndsWith(Option, StringComparison.OrdinalIgnoreCase)) (place, comPort) = (place[..^Option.Length].TrimEnd('/'), true);
        var colon = place.LastIndexOf(':');
        var host = colon < 0 ? place : place[..colon];
        if (host is "" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) host = "127.0.0.1";
        return IPAddress.TryParse(host, out var address) && address.AddressFamily == AddressFamily.InterNetwork
            && ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new(null, new(address, port), comPort)
            : throw new FormatException($"{text} has no IPv4 address and port such as tcp://127.0.0.1:5000.");
    }

    /// <summary>Where the port of another module is: a name or a number of its own.</summary>
    /// <param name="module">From 2.</param>
    public PortPlace Of(int module) => Address is { } first
        ? this with { Address = new(first.Address, first.Port == 0 ? 0 : checked((ushort)(first.Port + module - 1))) }
        : this with { Path = $"{Path}-{module}" };

    public override string ToString() => Address is null ? Path! : $"{(ComPort ? WithLines : Raw)}{Address}";
}
