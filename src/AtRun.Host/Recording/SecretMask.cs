using System.Text;
using AtRun.Protocol;
using AtRun.Protocol.Commands;

namespace AtRun.Host.Recording;

/// <summary>Hides secrets in one direction of a session.</summary>
internal interface IOctetMask
{
    /// <summary>Adds to <paramref name="shown"/> what of the octets may be seen.</summary>
    void Pass(ReadOnlySpan<byte> octets, OctetBuffer shown);
}

/// <summary>Replaces passwords and PINs in one direction of a session by <c>***</c>; everything else passes as it is.</summary>
/// <remarks>
/// Octet by octet: what is typed a character at a time is masked as well, and nothing is held back. It looks at what the line
/// says so far, so corrections by backspace are seen. In doubt more is masked, never less.
/// </remarks>
internal sealed class SecretMask : IOctetMask
{
    /// <summary>Octets of a line that are looked at: one more than a command line may have. What is longer is data.</summary>
    private const int MaxLine = 1025;

    private const byte Backspace = 0x08, Delete = 0x7F;

    /// <summary>What a login at a server begins with (RFC 959 §4.1.1, RFC 4954 §4): the rest of the line is a password.</summary>
    private static readonly string[] Logins = ["PASS ", "AUTH PLAIN "];

    /// <summary>The two lines behind it are a user name and a password (RFC 4954 §4).</summary>
    private const string LoginInLines = "AUTH LOGIN";

    /// <summary>What is dialled with a PIN or a password behind it, up to the next # (22.030 annex B): of the SIM, of barring, a new one for barring.</summary>
    private static readonly string[] DialledSecrets =
    [
        "**04*", "**042*", "**05*", "**052*", "*03*", .. new[] { "33", "331", "332", "35", "351", "330", "333", "353" }.SelectMany(static code => new[] { $"*{code}*", $"#{code}*" }),
    ];

    // What the declarations say; a password that a command does not show may stand in the answer of a real module.
    private static readonly Secret[] Secrets = [.. CommandTable.All.SelectMany(SecretsOf), new("#EPASSW", 1, 1), new("#PASSW", 1, 1)];

    private readonly StringBuilder _line = new();
    private int _secretLines;
    private int _loginParts;
    private bool _masking;

    /// <summary>A secret parameter: its place when it is set, and in the lines that the command answers, from 1; 0: not there.</summary>
    private readonly record struct Secret(string Name, int Set, int Answered = 0, string? After = null);

    private static IEnumerable<Secret> SecretsOf(AtCommand command)
    {
        for (var i = 0; i < command.Parameters.Count; i++)
            if (command.Parameters[i] is TextParameter { Secret: { } secret }) yield return new(command.Name, i + 1, secret.Answered, secret.After);
    }

    /// <param name="login">The stream begins with a user name and a password, each ended by CR.</param>
    public SecretMask(bool login = false) => _loginParts = login ? 2 : 0;

    /// <summary>A command line without its secrets.</summary>
    public static string Hide(string line)
    {
        var hidden = new OctetBuffer(line.Length);
        new SecretMask().Pass(Encoding.Latin1.GetBytes(line), hidden);
        return Encoding.Latin1.GetString(hidden.Written);
    }

    public void Pass(ReadOnlySpan<byte> octets, OctetBuffer shown)
    {
        foreach (var octet in octets)
        {
            var secret = _loginParts > 0 ? IsOfPassword(octet) : IsOfSecret(octet);
            if (!secret) shown.Add(octet);
            else if (!_masking) shown.Add("***"u8);
            _masking = secret;
        }
    }

    /// <summary>A new line begins.</summary>
    public void Begin() => _line.Clear();

    /// <summary>The octet, next in its line, is one of a secret.</summary>
    public bool Hides(byte octet) => IsOfSecret(octet);

    private bool IsOfPassword(byte octet)
    {
        if (octet != '\r') return _loginParts == 1 && octet != '\n';
        _loginParts--;
        return false;
    }

    private bool IsOfSecret(byte octet)
    {
        switch (octet)
        {
            case (byte)'\r' or (byte)'\n' or 0 or 0x1A or 0x1B:
                if (_line.Length > 0) _secretLines = _line.ToString().Equals(LoginInLines, StringComparison.OrdinalIgnoreCase) ? 2 : Math.Max(0, _secretLines - 1);
                _line.Clear();
                return false;
            case Backspace or Delete:
                if (_line.Length > 0) _line.Length--;
                return _masking;
        }
        if (_line.Length == MaxLine) return false;
        _line.Append((char)octet);
        if (_secretLines > 0) return true;
        var line = _line.ToString();
        return EndsInSecret(line) || EndsInDialledSecret(line) || Array.Exists(Logins, l => line.Length > l.Length && line.StartsWith(l, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the last character of the line is one of a secret in a code that is dialled.</summary>
    private static bool EndsInDialledSecret(string line)
    {
        var dial = line.IndexOf('D', StringComparison.OrdinalIgnoreCase);
        if (dial < 0) return false;
        foreach (var code in DialledSecrets)
            if (line.IndexOf(code, dial, StringComparison.Ordinal) is var at and >= 0 && line.Length > at + code.Length && line.IndexOf('#', at + code.Length) < 0) return true;
        return false;
    }

    /// <summary>Whether the last character of the line is one of a secret parameter.</summary>
    private static bool EndsInSecret(string line)
    {
        foreach (var secret in Secrets)
        {
            var at = line.LastIndexOf(secret.Name, StringComparison.OrdinalIgnoreCase);
            if (at < 0) continue;
            var values = line.AsSpan(at + secret.Name.Length).TrimStart(' ');
            if (values.IsEmpty) continue;
            if (values[0] == '=' && EndsIn(secret.Set, values[1..], secret.After)) return true;
            if (values[0] == ':' && EndsIn(secret.Answered, values[1..], secret.After)) return true;
        }
        return false;
    }

    private static bool EndsIn(int parameter, ReadOnlySpan<char> values, string? after)
    {
        var (number, start, quoted, closed) = (1, 0, false, false);
        ReadOnlySpan<char> before = default;
        for (var i = 0; i < values.Length; i++)
        {
            var c = values[i];
            if (c == '"')
            {
                closed = quoted;
                quoted = !quoted;
            }
            else if (!quoted && c == ';') return false;
            else if (!quoted && c == ',')
            {
                before = values[start..i].Trim(' ');
                (number, start, closed) = (number + 1, i + 1, false);
            }
        }
        // Quotes, blanks and commas around a value may be seen, and so may the question mark of a test form.
        if (values.IsEmpty || values[^1] == '"' || closed || (!quoted && (values[^1] is ' ' or ',')) || values.SequenceEqual("?")) return false;
        return number == parameter && (after is null || before.SequenceEqual(after));
    }
}
