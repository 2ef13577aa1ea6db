using System.Globalization;

namespace AtRun.Module.Ip.Servers;

/// <summary>A server as commands name it: <c>host</c> or <c>host:port</c>.</summary>
/// <param name="Host">Name or IPv4 address.</param>
/// <param name="Port">1-65535.</param>
public readonly record struct ServerAddress(string Host, int Port)
{
    public static bool TryParse(string text, int usualPort, out ServerAddress address)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var port = usualPort;
        address = default;
        if (colon >= 0 && (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)) return false;
        address = new(colon < 0 ? text : text[..colon], port);
        return address.Host.Length > 0;
    }
}
