namespace AtRun.Client.Downloads;

/// <summary>Line ends of a script: its interpreter on 2G modules wants CR LF (Easy Script guide 80000ST10020a p76).</summary>
public static class LineEnds
{
    private const byte Cr = (byte)'\r', Lf = (byte)'\n';

    public static bool HasBareLf(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
            if (text[i] == Lf && (i == 0 || text[i - 1] != Cr)) return true;
        return false;
    }

    /// <summary>Puts a CR in front of each LF that has none.</summary>
    public static byte[] ToCrLf(ReadOnlySpan<byte> text)
    {
        var all = new List<byte>(text.Length + text.Count(Lf));
        foreach (var octet in text)
        {
            if (octet == Lf && (all.Count == 0 || all[^1] != Cr)) all.Add(Cr);
            all.Add(octet);
        }
        return [.. all];
    }
}
