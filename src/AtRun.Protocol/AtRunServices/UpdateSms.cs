using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace AtRun.Protocol.AtRunServices;

/// <summary>What an update server can say to a module by SMS.</summary>
public enum UpdateSmsKind
{
    /// <summary>The module is registered.</summary>
    Registered,

    /// <summary>It is not.</summary>
    Refused,

    /// <summary>The server has another number from now on.</summary>
    Provision,

    /// <summary>Nothing but that the server is there.</summary>
    Notify,

    /// <summary>There is an update, and the user is to be asked.</summary>
    Offer,

    /// <summary>There is an update, and it is to be fetched.</summary>
    Order,
}

/// <summary>A message of an update server. The vendor keeps its format secret; this one is ours.</summary>
/// <remarks>
/// 8-bit user data: the code D3 D3 D3, then one line of ASCII:
/// <code>
/// REGISTERED
/// REFUSED
/// PROVISION number
/// NOTIFY
/// OFFER version address:port seconds
/// ORDER version address:port
/// </code>
/// The layout of its first octets is that of AT Run's own messages (Telit 80000NT10029a, earlier issue p7).
/// </remarks>
/// <param name="Kind">What it says.</param>
/// <param name="Text">Number or version; empty where there is none.</param>
/// <param name="Server">Where the update is fetched.</param>
/// <param name="Answer">How long the user may think.</param>
public sealed record UpdateSms(UpdateSmsKind Kind, string Text = "", IPEndPoint? Server = null, TimeSpan Answer = default)
{
    /// <summary>Characters of a version of the software.</summary>
    public const int MaxVersion = 20;

    private const int MaxSeconds = 86400;

    private static ReadOnlySpan<byte> Code => [0xD3, 0xD3, 0xD3];

    public static bool HasCode(ReadOnlySpan<byte> userData) => userData.StartsWith(Code);

    /// <summary>Letters, digits, points and hyphens.</summary>
    public static bool IsVersion(string text) => text.Length is > 0 and <= MaxVersion && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');

    public static bool TryRead(ReadOnlySpan<byte> userData, out UpdateSms message)
    {
        message = new(UpdateSmsKind.Notify);
        if (!HasCode(userData)) return false;
        var words = Encoding.Latin1.GetString(userData[Code.Length..]).Split(' ');
        switch (words)
        {
            case ["REGISTERED"]:
                message = new(UpdateSmsKind.Registered);
                return true;
            case ["REFUSED"]:
                message = new(UpdateSmsKind.Refused);
                return true;
            case ["NOTIFY"]:
                return true;
            case ["PROVISION", var number] when number.Length is > 0 and <= 21 && number.TrimStart('+').All(char.IsAsciiDigit):
                message = new(UpdateSmsKind.Provision, number);
                return true;
            case ["OFFER", var version, var server, var time] when IsVersion(version) && TryServer(server, out var end) && int.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= MaxSeconds:
                message = new(UpdateSmsKind.Offer, version, end, TimeSpan.FromSeconds(seconds));
                return true;
            case ["ORDER", var version, var server] when IsVersion(version) && TryServer(server, out var end):
                message = new(UpdateSmsKind.Order, version, end);
                return true;
            default:
                return false;
        }
    }

    private static bool TryServer(string text, out IPEndPoint server) =>
        IPEndPoint.TryParse(text, out server!) && server is { AddressFamily: AddressFamily.InterNetwork, Port: > 0 };

    /// <summary>The user data.</summary>
    public byte[] ToOctets()
    {
        var line = Kind switch
        {
            UpdateSmsKind.Provision => $"PROVISION {Text}",
            UpdateSmsKind.Offer => $"OFFER {Text} {Server} {(int)Answer.TotalSeconds}",
            UpdateSmsKind.Order => $"ORDER {Text} {Server}",
            _ => Kind.ToString().ToUpperInvariant(),
        };
        return [.. Code, .. Encoding.Latin1.GetBytes(line)];
    }
}
