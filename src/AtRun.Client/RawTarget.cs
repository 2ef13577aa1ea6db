using System.Globalization;

namespace AtRun.Client;

/// <summary>A port of a module that another machine, or a container, gives away over TCP, octets as they are: <c>raw://host:port</c>.</summary>
public sealed record RawTarget : Target
{
    /// <summary>A name, or an IPv4 address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public override Channel Channel => Channel.Local;

    public override string ToString() => $"raw://{Host}:{Port}";

    internal static string? Read(string text, out RawTarget? target)
    {
        target = null;
        if (!text.StartsWith("//", StringComparison.Ordinal)) return "raw: is followed by //host:port.";
        text = text[2..].TrimEnd('/');
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || Uri.CheckHostName(text[..colon]) is not (UriHostNameType.Dns or UriHostNameType.IPv4)) return "raw:// is followed by a name or an IPv4 address and a port: host:port.";
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535) return "the port is a number from 1 to 65535.";
        target = new() { Host = text[..colon], Port = port };
        return null;
    }
}
