using System.Globalization;
using System.Text;
using AtRun.Module.Commands.Network;
using AtRun.Module.Worlds;

namespace AtRun.Module.Commands.Modem;

/// <summary>What stands behind ATD.</summary>
internal enum DialTarget
{
    Number,

    /// <summary><c>L</c></summary>
    LastNumber,

    /// <summary><c>S=n</c>: a number of &amp;Z.</summary>
    StoredNumber,

    /// <summary><c>&gt;"name"</c>, <c>&gt;SM6</c>, <c>&gt;6</c></summary>
    PhoneBook,

    /// <summary><c>*99***1#</c></summary>
    Packet,
}

/// <summary>A dial string (V.250 §6.3.1; AT reference 80000ST10025a p64-66).</summary>
internal readonly record struct DialString(DialTarget Target, string Number, int Place, bool Voice)
{
    /// <summary>Suffix I or i: the own number is hidden, shown; null: as +CLIR says.</summary>
    public CallerIdentity? Identity { get; private init; }

    /// <summary>Suffix G or g: +CCUG counts for this call.</summary>
    public bool ChecksGroup { get; private init; }

    /// <summary>Digits of a called party number on the air (24.008 §10.5.4.7).</summary>
    public const int MaxDigits = 40;

    private const string Digits = "0123456789*#ABCD", Ignored = "TPRW,!@ ", Suffixes = "IiGg";

    //   [number with ignored T P R W , ! @][I|i|G|g][;]    ;  voice
    //   L    S=<n>[;]    >"<name>"[;]    ><memory><n>[;]    ><n>[;]
    //   *99[*<address>][*[<L2P>][*[<cid>]]]#               packet service, cid 1 unless given

    public static bool TryParse(ReadOnlySpan<byte> octets, out DialString dialled)
    {
        dialled = default;
        var text = Encoding.Latin1.GetString(octets).Trim();
        var voice = text.EndsWith(';');
        if (voice) text = text[..^1].TrimEnd();
        if (text.Length == 0) return false;
        if (text.Equals("L", StringComparison.OrdinalIgnoreCase))
        {
            dialled = new(DialTarget.LastNumber, "", 0, voice);
            return true;
        }
        if (text.StartsWith("S=", StringComparison.OrdinalIgnoreCase))
        {
            if (!int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var record)) return false;
            dialled = new(DialTarget.StoredNumber, "", record, voice);
            return true;
        }
        if (text[0] == '>')
        {
            dialled = new(DialTarget.PhoneBook, text[1..].Trim(), 0, voice);
            return text.Length > 1;
        }
        return TryPacket(text, ref dialled) || TryNumber(text, voice, ref dialled);
    }

    /// <summary>Digits that can be called, with a plus in front perhaps.</summary>
    public static bool IsNumber(string text) =>
        text.Length > 0 && text.AsSpan(text[0] == '+' ? 1 : 0) is { Length: > 0 } digits && !digits.ContainsAnyExcept(Digits);

    private static bool TryNumber(string text, bool voice, ref DialString dialled)
    {
        var suffix = text[^1];
        if (Suffixes.Contains(suffix, StringComparison.Ordinal)) text = text[..^1];
        var number = string.Concat(text.ToUpperInvariant().Where(c => !Ignored.Contains(c, StringComparison.Ordinal)));
        dialled = new(DialTarget.Number, number, 0, voice)
        {
            Identity = suffix switch { 'I' => CallerIdentity.Hidden, 'i' => CallerIdentity.Shown, _ => null },
            ChecksGroup = suffix is 'G' or 'g',
        };
        return IsNumber(number) || (ServiceCode.Is(number) && IsNumber(number.Replace("*+", "*", StringComparison.Ordinal)));
    }

    private static bool TryPacket(string text, ref DialString dialled)
    {
        // Programs for telephone lines say how to dial: ATDT*99#.
        text = text.TrimStart([.. "TtPp "]);
        if (text is not ['*', .., '#'] || text[1..^1].Split('*') is not ["99", ..] parts || parts.Length > 4) return false;
        var cid = 1;
        if (parts.Length > 2 && parts[2] is not ("" or "1" or "PPP")) return false;
        if (parts.Length > 3 && parts[3].Length > 0 && !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out cid)) return false;
        dialled = new(DialTarget.Packet, text, cid, false);
        return true;
    }
}
