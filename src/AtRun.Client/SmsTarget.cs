using AtRun.Client.Messages;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Client;

/// <summary>A module that is reached by short messages: <c>sms:+393468686711?via=smpp://system:password@host:2775&amp;password=1234567890123456</c>.</summary>
public sealed record SmsTarget : Target
{
    private static readonly string[] _names = ["via", "password", "passwordfile", "from", "alphabet", "hidden"];

    /// <summary>The module's number.</summary>
    public required SmsAddress Number { get; init; }

    /// <summary>The way into the message service is this account; or else <see cref="Modem"/>.</summary>
    public SmppAccount? Account { get; init; }

    /// <summary>The way into the message service is the operator's own modem, on this port; or else <see cref="Account"/>.</summary>
    public SerialTarget? Modem { get; init; }

    /// <summary>Requests in the digest form (SMS-5); null: in the simple form (SMS-4).</summary>
    public DigestPassword? Password { get; init; }

    /// <summary>The simple form in 8-bit, always. Else where the command needs it (SMS-15).</summary>
    public bool EightBit { get; init; }

    /// <summary>The commands run, and no answer is sent (HAT, SMS-6).</summary>
    public bool Hidden { get; init; }

    public override Channel Channel => Password is null ? Channel.Sms : Channel.SmsDigest;

    public override string ToString() =>
        $"sms:{Number}?via={Account?.ToString() ?? Modem?.ToString()}{(Password is null ? "" : "&password=***")}{(EightBit ? "&alphabet=8bit" : "")}{(Hidden ? "&hidden=1" : "")}";

    // number "?" option *( "&" option ), where via= may have a question mark and an & in it
    internal static string? Read(string text, ISecrets secrets, out SmsTarget? target)
    {
        target = null;
        var mark = text.IndexOf('?');
        var number = mark < 0 ? text : text[..mark];
        if (number.Length == 0) return "the module's number is missing: sms:+393468686711?via=URL.";
        if (!SmsAddress.TryParse(number, out var address) || address.Type == TypeOfNumber.Alphanumeric) return "the module's number is digits, with + in front where it is international.";
        if (Split(mark < 0 ? "" : text[(mark + 1)..], out var options) is { } unknown) return unknown;
        if (!options.TryGetValue("via", out var via)) return "the way into the message service is missing: via=smpp://system:password@host:port, via=serial:/dev/ttyX or via=pty:PATH.";
        if (ReadVia(via, secrets, out var account, out var modem) is { } wrongVia) return "via: " + wrongVia;
        if (options.TryGetValue("from", out var from))
        {
            if (account is null) return "from= goes with via=smpp://…: a modem has its own number.";
            if (!SmsAddress.TryParse(from, out var sender)) return $"from={from} is neither a number nor a name of up to 11 characters.";
            account = account with { From = sender };
        }
        if (options.TryGetValue("alphabet", out var alphabet) && alphabet != "8bit") return "alphabet is 8bit; without it the command decides.";
        if (options.TryGetValue("hidden", out var hidden) && hidden is not ("0" or "1")) return "hidden is 0 or 1.";
        if (ReadPassword(options, secrets, out var password) is { } wrongPassword) return wrongPassword;
        target = new SmsTarget { Number = address, Account = account, Modem = modem, Password = password, EightBit = alphabet is not null, Hidden = hidden == "1" };
        return null;
    }

    /// <summary>Cuts at each &amp; behind which the name of an option of ours stands; any other belongs to what is in front of it.</summary>
    private static string? Split(string text, out Dictionary<string, string> options)
    {
        options = [];
        var last = "";
        foreach (var piece in text.Split('&'))
        {
            var equals = piece.IndexOf('=');
            var name = equals < 0 ? piece : piece[..equals];
            if (_names.Contains(name))
            {
                if (!options.TryAdd(name, equals < 0 ? "" : piece[(equals + 1)..])) return $"{name}= is given twice (an & in via= is written %26 where that is meant).";
                last = name;
            }
            else if (last == "via") options[last] += "&" + piece;
            // It may be the rest of a password: it is not shown.
            else if (piece.Length > 0) return $"the only options are {string.Join(", ", _names)} (an & in a password is written %26).";
        }
        foreach (var name in options.Keys)
            // A URL as it is has percent signs of its own.
            if (name != "via" || !options[name].Contains(':')) options[name] = Uri.UnescapeDataString(options[name]);
        return null;
    }

    private static string? ReadVia(string via, ISecrets secrets, out SmppAccount? account, out SerialTarget? modem)
    {
        (account, modem) = (null, null);
        if (via.StartsWith("smpp:", StringComparison.OrdinalIgnoreCase))
            return SmppAccount.TryParse(via, secrets, out account, out var error) ? null : error;
        if (!via.StartsWith("serial:", StringComparison.OrdinalIgnoreCase) && !via.StartsWith("pty:", StringComparison.OrdinalIgnoreCase))
            return "it is smpp://system:password@host:port, serial:/dev/ttyX or pty:PATH.";
        if (!TryParse(via, secrets, out var target, out var wrong)) return wrong;
        modem = (SerialTarget)target;
        return null;
    }

    /// <summary>An empty <c>password=</c> asks for the simple form, whatever the environment says.</summary>
    private static string? ReadPassword(Dictionary<string, string> options, ISecrets secrets, out DigestPassword? password)
    {
        password = null;
        var given = options.TryGetValue("password", out var text);
        if (options.TryGetValue("passwordfile", out var file))
        {
            if (given) return "password= and passwordfile= exclude each other.";
            if (!secrets.TryReadFile(file, out text, out var why)) return $"passwordfile={file}: {why}";
        }
        var fromEnvironment = text is null;
        text ??= secrets.Variable(ISecrets.PasswordVariable);
        if (string.IsNullOrEmpty(text) || DigestPassword.TryMake(text, out password)) return null;
        var whose = fromEnvironment ? $"the password in {ISecrets.PasswordVariable}" : "the password";
        var instead = fromEnvironment ? "password= with nothing behind it" : "no password";
        return text.Length == DigestPassword.Length
            ? $"{whose} has a character that is not of Latin-1."
            : $"{whose} has {text.Length} characters: the digest form takes exactly {DigestPassword.Length}; {instead} means the simple form.";
    }
}
