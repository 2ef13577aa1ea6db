namespace AtRun.Client.Listening;

/// <summary>Tells by their first octets peers that are no modules: they are not talked to.</summary>
internal static class Stranger
{
    // RFC 9112 §3 (and RFC 2326, RFC 3261, whose requests look alike), RFC 4253 §4.2, and what the user of a Telnet or SMTP client types is a module's as well.
    private static readonly string[] _texts = ["GET ", "HEAD ", "POST ", "PUT ", "DELETE ", "OPTIONS ", "CONNECT /", "PATCH ", "TRACE ", "PROPFIND ", "PRI * HTTP", "SSH-", "EHLO ", "HELO "];

    /// <summary>What begins like this; null: it may be a module.</summary>
    public static string? Recognise(ReadOnlySpan<byte> first)
    {
        // RFC 8446 §5.1: a handshake record, version 3.x; SSL 2 asks no more.
        if (first.Length >= 3 && first[0] == 0x16 && first[1] == 3 && first[2] <= 4) return "TLS";
        // MS-RDPBCGR: TPKT version 3.
        if (first.Length >= 4 && first[0] == 3 && first[1] == 0 && first[2] == 0) return "a remote desktop";
        foreach (var text in _texts)
            if (Begins(first, text)) return text.StartsWith("SSH", StringComparison.Ordinal) ? "SSH" : text[0] is 'E' or 'H' && text.EndsWith("LO ", StringComparison.Ordinal) ? "SMTP" : "HTTP";
        return null;
    }

    private static bool Begins(ReadOnlySpan<byte> octets, string text)
    {
        if (octets.Length < text.Length) return false;
        for (var i = 0; i < text.Length; i++)
            if (octets[i] != text[i]) return false;
        return true;
    }
}
