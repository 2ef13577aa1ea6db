using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AtRun.Protocol.Sms;

namespace AtRun.Client.Messages;

/// <summary>An account at a message centre: <c>smpp://system:password@host:port[?from=+39…]</c>.</summary>
public sealed record SmppAccount
{
    public const int DefaultPort = 2775;

    /// <summary>A name, or an IPv4 address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>1-15 characters (SMPP 3.4 §5.2.1).</summary>
    public required string SystemId { get; init; }

    /// <summary>0-8 characters (SMPP 3.4 §5.2.2).</summary>
    public required string Password { get; init; }

    /// <summary>Where messages come from; none: the centre's choice.</summary>
    public SmsAddress From { get; init; }

    /// <summary>Messages under way without the centre's answer, 1 or more.</summary>
    public int Window { get; init; } = 10;

    /// <summary>Reads an account.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="secrets">Where a password may come from that is not in the text.</param>
    /// <param name="account">Given if it is one.</param>
    /// <param name="error">Else this says why not; it never has the password in it.</param>
    public static bool TryParse(string text, ISecrets secrets, [NotNullWhen(true)] out SmppAccount? account, [NotNullWhen(false)] out string? error)
    {
        error = Read(text, secrets, out account);
        return error is null;
    }

    public override string ToString() =>
        $"smpp://{Uri.EscapeDataString(SystemId)}:***@{Host}:{Port}{(From.IsNone ? "" : $"?from={From}")}";

    // "smpp://" system [ ":" password ] "@" host [ ":" port ] [ "/" ] [ "?" "from=" number [ "&" … ] ]
    private static string? Read(string text, ISecrets secrets, out SmppAccount? account)
    {
        const string Scheme = "smpp://", Options = "from, window, passwordfile";
        account = null;
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return "an account is smpp://system:password@host:port.";
        text = text[Scheme.Length..];
        // As in a tcp target: the last @ ends the password, and only a question mark behind it begins options.
        var at = text.LastIndexOf('@');
        if (at < 0) return "the system id is missing: smpp://system:password@host:port.";
        var (credentials, place) = (text[..at], text[(at + 1)..]);
        var (from, window, file) = (SmsAddress.None, 10, (string?)null);
        var mark = place.IndexOf('?');
        foreach (var option in mark < 0 ? [] : place[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=');
            var value = equals < 0 ? "" : Uri.UnescapeDataString(option[(equals + 1)..]);
            switch (equals < 0 ? option : option[..equals])
            {
                case "from":
                    if (!SmsAddress.TryParse(value, out from)) return $"from={value} is neither a number nor a name of up to 11 characters.";
                    break;
                case "window":
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out window) || window is < 1 or > 1000) return "window is a number from 1 to 1000.";
                    break;
                case "passwordfile":
                    file = value;
                    break;
                default:
                    return $"the only options are {Options} (a ? in a password is written %3F).";
            }
        }
        if (mark >= 0) place = place[..mark];
        place = place.TrimEnd('/');
        var colon = place.LastIndexOf(':');
        var host = colon < 0 ? place : place[..colon];
        if (host.Length == 0) return "the host is missing.";
        if (host.Contains(':')) return "only IPv4 addresses and names.";
        var port = DefaultPort;
        if (colon >= 0 && (!int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535))
            return "the port is a number from 1 to 65535.";
        var separator = credentials.IndexOf(':');
        var system = Uri.UnescapeDataString(separator < 0 ? credentials : credentials[..separator]);
        var password = separator < 0 ? null : Uri.UnescapeDataString(credentials[(separator + 1)..]);
        if (file is not null)
        {
            if (password is not null) return "a password and passwordfile= exclude each other.";
            if (!secrets.TryReadFile(file, out password, out var why)) return $"passwordfile={file}: {why}";
        }
        password ??= secrets.Variable(ISecrets.SmppPasswordVariable);
        if (password is null) return $"the password is missing: system:password@, ?passwordfile=FILE or {ISecrets.SmppPasswordVariable}.";
        if (system.Length is 0 or > 15 || !Ascii(system)) return "a system id has 1 to 15 printable ASCII characters.";
        if (password.Length > 8 || !Ascii(password)) return "a password has up to 8 printable ASCII characters.";
        account = new SmppAccount { Host = host, Port = port, SystemId = system, Password = password, From = from, Window = window };
        return null;
    }

    private static bool Ascii(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
