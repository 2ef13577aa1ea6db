using System.Globalization;

namespace AtRun.Client;

/// <summary>A module's serial port that a program serves over TCP as it is: <c>port://host:port</c> (ser2net, <c>atrun sim --port tcp://…</c>).</summary>
/// <remarks><c>tcp://</c> is the module's own service, with a login.</remarks>
public sealed record PortTarget : Target
{
    /// <summary>A name, or an IPv4 address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    public override Channel Channel => Channel.Local;

    public override string ToString() => $"port://{Host}:{Port.ToString(CultureInfo.InvariantCulture)}";

    internal static string? Read(string text, out PortTarget? target)
    {
        target = null;
        var place = text.StartsWith("//", StringComparison.Ordinal) ? text[2..].TrimEnd('/') : "";
        var colon = place.LastIndexOf(':');
        if (colon <= 0 || !ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0)
            return "port: is followed by //host:port, a port from 1 to 65535.";
        target = new PortTarget { Host = place[..colon], Port = port };
        return null;
    }
}
