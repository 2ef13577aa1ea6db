using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Links;
using AtRun.Transport;

namespace AtRun.Client;

/// <summary>Where a module is and how it is reached: <c>tcp://user:password@host:port</c>, <c>listen://host:port</c>, <c>sms:+39…?via=URL</c>, <c>serial:/dev/ttyUSB2</c>, <c>pty:PATH</c>, <c>raw://host:port</c>.</summary>
public abstract record Target
{
    /// <summary>How commands travel to it.</summary>
    public abstract Channel Channel { get; }

    /// <summary>Reads a target.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="secrets">Where a password may come from that is not in the text.</param>
    /// <param name="target">Given if it is one.</param>
    /// <param name="error">Else this says why not; it never has the password in it.</param>
    public static bool TryParse(string text, ISecrets secrets, [NotNullWhen(true)] out Target? target, [NotNullWhen(false)] out string? error)
    {
        target = null;
        var colon = text.IndexOf(':');
        var scheme = colon < 0 ? "" : text[..colon].ToLowerInvariant();
        switch (scheme)
        {
            case "tcp":
                error = TcpTarget.Read(text[(colon + 1)..], secrets, out var tcp);
                target = tcp;
                break;
            case "listen":
                error = ListenTarget.Read(text[(colon + 1)..], out var listen);
                target = listen;
                break;
            case "serial" or "pty":
                error = SerialTarget.Read(text[(colon + 1)..], isPseudoTerminal: scheme == "pty", out var serial);
                target = serial;
                break;
            case "raw":
                error = RawTarget.Read(text[(colon + 1)..], out var raw);
                target = raw;
                break;
            case "sms":
                error = SmsTarget.Read(text[(colon + 1)..], secrets, out var sms);
                target = sms;
                break;
            default:
                error = "a target is tcp://user:password@host:port, listen://host:port, sms:+39…?via=URL, serial:/dev/ttyX, pty:PATH or raw://host:port.";
                break;
        }
        if (error is null && target is not null) return true;
        target = null;
        error ??= "not a target.";
        return false;
    }

    /// <summary>Splits <c>…?name=value&amp;name=value</c>; returns what is wrong, or null.</summary>
    private protected static string? Options(ref string text, out Dictionary<string, string> options, params ReadOnlySpan<string> known)
    {
        options = [];
        var mark = text.IndexOf('?');
        if (mark < 0) return null;
        foreach (var option in text[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = option.IndexOf('=');
            var name = equals < 0 ? option : option[..equals];
            // What follows a question mark may be the rest of a password: it is not shown.
            if (!known.Contains(name)) return $"the only options are {string.Join(", ", known!)} (a ? in a password is written %3F).";
            options[name] = equals < 0 ? "" : Uri.UnescapeDataString(option[(equals + 1)..]);
        }
        text = text[..mark];
        return null;
    }
}

/// <summary>A module in server mode (TCP-1).</summary>
public sealed record TcpTarget : Target
{
    /// <summary>A name, or an IPv4 address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }
    public required string User { get; init; }
    public required string Password { get; init; }

    /// <summary>Null: whether the module prompts is seen.</summary>
    public LoginMode? Auth { get; init; }

    public override Channel Channel => Channel.Tcp;

    public override string ToString() => $"tcp://{Uri.EscapeDataString(User)}:***@{Host}:{Port}{(Auth is { } mode ? $"?auth={(int)mode}" : "")}";

    // "//" [ user [ ":" password ] "@" ] host ":" port [ "/" ] [ "?" options ]
    internal static string? Read(string text, ISecrets secrets, out TcpTarget? target)
    {
        target = null;
        if (!text.StartsWith("//", StringComparison.Ordinal)) return "tcp: is followed by //user:password@host:port.";
        text = text[2..];
        // In a password everything may stand but what ends it: the last @ counts, and only a question mark behind it begins options.
        var at = text.LastIndexOf('@');
        var credentials = at < 0 ? "" : text[..at];
        text = text[(at + 1)..];
        if (Options(ref text, out var options, "auth", "passwordfile") is { } unknown) return unknown;
        text = text.TrimEnd('/');
        var colon = text.LastIndexOf(':');
        if (text.StartsWith('[') || text.IndexOf(':') != colon) return "only IPv4 addresses and names: the module has no other.";
        var host = colon < 0 ? text : text[..colon];
        if (host.Length == 0) return "the host is missing.";
        if (host.AsSpan().IndexOfAnyExcept(HostCharacters) >= 0) return "the host is neither a name nor an address.";
        if (colon < 0) return "the port is missing: host:port.";
        if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
            return "the port is a number from 1 to 65535.";
        LoginMode? auth = null;
        if (options.TryGetValue("auth", out var mode))
        {
            if (mode is not ("0" or "1")) return "auth is 0 (the name is sent unasked) or 1 (the module prompts).";
            auth = (LoginMode)(mode[0] - '0');
        }
        var mark = credentials.IndexOf(':');
        var user = Uri.UnescapeDataString(mark < 0 ? credentials : credentials[..mark]);
        if (user.Length == 0) return "the user name is missing: tcp://user:password@host:port.";
        string? password = mark < 0 ? null : Uri.UnescapeDataString(credentials[(mark + 1)..]);
        if (options.TryGetValue("passwordfile", out var file))
        {
            if (password is not null) return "a password and passwordfile= exclude each other.";
            if (!secrets.TryReadFile(file, out password, out var why)) return $"passwordfile={file}: {why}";
        }
        password ??= secrets.Variable(ISecrets.PasswordVariable);
        if (password is null) return $"the password is missing: user:password@, ?passwordfile=FILE or {ISecrets.PasswordVariable}.";
        if (Untypable(user)) return "the user name has a character that a login cannot have.";
        if (Untypable(password)) return "the password has a character that a login cannot have.";
        target = new TcpTarget { Host = host, Port = port, User = user, Password = password, Auth = auth };
        return null;
    }

    private const string HostCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";

    // It is typed, ended by CR: nothing that ends or edits a line, nothing above Latin-1, no 0xFF (telnet).
    private static bool Untypable(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '\xFE') >= 0 || text.Contains('\x7F');
}

/// <summary>A port of this machine that a module is connected to.</summary>
public sealed record SerialTarget : Target
{
    public const int DefaultBaud = 115200;

    /// <summary>The highest channel of a multiplexer that carries data (27.010 §5.6).</summary>
    public const int MaxDlc = 61;

    private const string DlcOption = "?dlc=";

    public required string Path { get; init; }

    public int Baud { get; init; } = DefaultBaud;

    /// <summary>The far side of a pseudo terminal: it has no speed.</summary>
    public bool IsPseudoTerminal { get; init; }

    /// <summary>The channel of the multiplexer that is started on the port; null: the port itself.</summary>
    public int? Dlc { get; init; }

    /// <summary>With the advanced option of the multiplexer, which not every module has; else with the basic one.</summary>
    public bool Advanced { get; init; }

    /// <summary>Folder of the lock files by which modem programs leave a port to one another (<see cref="PortLock"/>); null: there are none.</summary>
    public string? Locks { get; init; }

    public override Channel Channel => Channel.Local;

    /// <summary>Opens the port, for us alone. On the loop.</summary>
    /// <exception cref="IOException">It cannot be had: the text says why.</exception>
    internal SerialPort Open(EventLoop loop, Func<SerialPort, ILinkReceiver> receiver) => SerialPort.Open(loop, Path, Baud, receiver, locks: Locks);

    public override string ToString()
    {
        string[] dlc = Dlc is { } channel ? [$"dlc={channel}", .. Advanced ? (string[])["advanced=1"] : []] : [];
        if (IsPseudoTerminal) return $"pty:{Path}{(dlc.Length == 0 ? "" : "?")}{string.Join('&', dlc)}";
        string[] options = [.. Baud == DefaultBaud ? [] : (string[])[$"baud={Baud}"], .. dlc, .. Locks switch { PortLock.UsualFolder => [], null => (string[])["lock=none"], _ => [$"lock={Locks}"] }];
        return $"serial:{Path}{(options.Length == 0 ? "" : "?")}{string.Join('&', options)}";
    }

    internal static string? Read(string text, bool isPseudoTerminal, out SerialTarget? target)
    {
        target = null;
        var baud = DefaultBaud;
        string? locks = null;
        int? dlc = null;
        var advanced = false;
        // The path of a pseudo terminal may have any character: only this one option, and what goes with it, is known behind it.
        if (!isPseudoTerminal || text.Contains(DlcOption, StringComparison.Ordinal))
        {
            if (Options(ref text, out var options, isPseudoTerminal ? ["dlc", "advanced"] : ["baud", "dlc", "advanced", "lock"]) is { } unknown) return unknown;
            if (options.TryGetValue("dlc", out var channel))
            {
                if (!int.TryParse(channel, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > MaxDlc) return $"dlc is a channel from 1 to {MaxDlc}.";
                dlc = number;
            }
            if (options.TryGetValue("advanced", out var mode))
            {
                if (dlc is null || mode is not ("0" or "1")) return "advanced is 0 or 1, and goes with dlc.";
                advanced = mode == "1";
            }
            if (options.TryGetValue("baud", out var rate) && (!int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out baud) || !SerialPort.BaudRates.Contains(baud)))
                return $"baud is one of {string.Join(", ", SerialPort.BaudRates)}.";
            locks = isPseudoTerminal ? null : options.GetValueOrDefault("lock", PortLock.UsualFolder);
            if (locks?.Length == 0) return "lock is a folder, or none.";
            if (locks == "none") locks = null;
        }
        if (text.Length == 0) return isPseudoTerminal ? "the path is missing: pty:PATH." : "the device is missing: serial:/dev/ttyUSB2.";
        target = new SerialTarget { Path = text, Baud = baud, IsPseudoTerminal = isPseudoTerminal, Locks = locks, Dlc = dlc, Advanced = advanced };
        return null;
    }
}
