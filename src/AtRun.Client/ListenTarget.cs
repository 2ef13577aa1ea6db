using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AtRun.Client;

/// <summary>A module in client mode (TCP-12): it dials the address at which we listen. <c>listen://host:port[?imei=…]</c>, all addresses of this machine without a host.</summary>
public sealed record ListenTarget : Target
{
    public required IPEndPoint Local { get; init; }

    /// <summary>Which of those that dial; null: the first.</summary>
    public string? Imei { get; init; }

    public override Channel Channel => Channel.TcpDialled;

    public override string ToString() => $"listen://{Local}{(Imei is null ? "" : $"?imei={Imei}")}";

    // "//" [ host ] ":" port [ "/" ] [ "?imei=" digits ]
    internal static string? Read(string text, out ListenTarget? target)
    {
        target = null;
        if (!text.StartsWith("//", StringComparison.Ordinal)) return "listen: is followed by //host:port.";
        text = text[2..];
        if (Options(ref text, out var options, "imei") is { } unknown) return unknown;
        if (options.TryGetValue("imei", out var imei) && !IsImei(imei)) return "imei is a number of 15 digits.";
        if (ReadPlace(text.TrimEnd('/'), out var local) is { } wrong) return wrong;
        target = new ListenTarget { Local = local!, Imei = imei };
        return null;
    }

    /// <summary>15 digits, or 16 with the version of the software (3GPP 23.003 §6.2).</summary>
    public static bool IsImei(string text) => text.Length is 15 or 16 && text.All(char.IsAsciiDigit);

    /// <summary>Reads <c>[host:]port</c>: an IPv4 address of this machine, or a name of one; without it, all of them. Returns what is wrong, or null.</summary>
    public static string? ReadPlace(string text, out IPEndPoint? local)
    {
        local = null;
        var colon = text.LastIndexOf(':');
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > 65535) return "the port is a number from 1 to 65535, or 0 for a free one: [host:]port.";
        var host = colon <= 0 ? "" : text[..colon];
        if (host is "" or "*") local = new(IPAddress.Any, port);
        else if (IPAddress.TryParse(host, out var address)) local = address.AddressFamily == AddressFamily.InterNetwork ? new(address, port) : null;
        else if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) local = new(IPAddress.Loopback, port);
        return local is null ? $"{host} is no IPv4 address: the module has no other." : null;
    }
}
