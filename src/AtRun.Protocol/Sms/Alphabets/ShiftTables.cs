namespace AtRun.Protocol.Sms.Alphabets;

/// <summary>Tables of 128 characters by national language identifier (23.038 §6.2.1, annex A).</summary>
internal static class ShiftTables
{
    /// <summary>A place without a character.</summary>
    public const char Hole = '\0';

    private const string Default =
        "@£$¥èéùìòÇ\nØø\rÅå" +
        "Δ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ" +
        " !\"#¤%&'()*+,-./" +
        "0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNO" +
        "PQRSTUVWXYZÄÖÑÜ§" +
        "¿abcdefghijklmno" +
        "pqrstuvwxyzäöñüà";

    private static readonly string Extension = Sparse("\u000A\f\u0014^\u0028{\u0029}\u002F\\\u003C[\u003D~\u003E]\u0040|\u0065€");

    /// <summary>The locking shift table; where there is none for the language, the default table.</summary>
    public static string Locking(int language) => Default;

    /// <summary>The single shift table; where there is none for the language, the extension table.</summary>
    public static string Single(int language) => Extension;

    /// <summary>A table from pairs of septet and character.</summary>
    private static string Sparse(string pairs) => string.Create(128, pairs, static (table, pairs) =>
    {
        for (var i = 0; i < pairs.Length; i += 2) table[pairs[i]] = pairs[i + 1];
    });
}
