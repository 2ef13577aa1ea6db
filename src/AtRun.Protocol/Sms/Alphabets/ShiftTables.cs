namespace AtRun.Protocol.Sms.Alphabets;

/// <summary>Tables of 128 characters by national language identifier (23.038 §6.2.1, annex A).</summary>
/// <remarks>
/// The tables of Indic scripts are one table: Devanagari, moved to the block of the script, with holes where the script has no such letter, and
/// six letters of its own. So only what differs is written here. The tables for single shift are the extension table and what a language adds.
/// </remarks>
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

    /// <summary>Without the six letters of its own, at 60 and 7B-7F.</summary>
    private const string Devanagari =
        "\u0901\u0902\u0903\u0905\u0906\u0907\u0908\u0909\u090A\u090B\n\u090C\u090D\r\u090E\u090F" +
        "\u0910\u0911\u0912\u0913\u0914\u0915\u0916\u0917\u0918\u0919\u091A\u001B\u091B\u091C\u091D\u091E" +
        " !\u091F\u0920\u0921\u0922\u0923\u0924)(\u0925\u0926,\u0927.\u0928" +
        "0123456789:;\u0929\u092A\u092B?" +
        "\u092C\u092D\u092E\u092F\u0930\u0931\u0932\u0933\u0934\u0935\u0936\u0937\u0938\u0939\u093C\u093D" +
        "\u093E\u093F\u0940\u0941\u0942\u0943\u0944\u0945\u0946\u0947\u0948\u0949\u094A\u094B\u094C\u094D" +
        "\0abcdefghijklmno" +
        "pqrstuvwxyz\0\0\0\0\0";

    private const string Urdu =
        "\u0627\u0622\u0628\u067B\u0680\u067E\u06A6\u062A\u06C2\u067F\n\u0679\u067D\r\u067A\u067C" +
        "\u062B\u062C\u0681\u0684\u0683\u0685\u0686\u0687\u062D\u062E\u062F\u001B\u068C\u0688\u0689\u068A" +
        " !\u068F\u068D\u0630\u0631\u0691\u0693)(\u0699\u0632,\u0696.\u0698" +
        "0123456789:;\u069A\u0633\u0634?" +
        "\u0635\u0636\u0637\u0638\u0639\u0641\u0642\u06A9\u06AA\u06AB\u06AF\u06B3\u06B1\u0644\u0645\u0646" +
        "\u06BA\u06BB\u06BC\u0648\u06C4\u06D5\u06C1\u06BE\u0621\u06CC\u06D0\u06D2\u064D\u0650\u064F\u0657" +
        "\u0654abcdefghijklmno" +
        "pqrstuvwxyz\u0655\u0651\u0653\u0656\u0670";

    private static readonly string Nothing = new(Hole, 128);

    private static readonly string Extension = With(Nothing, (0x0A, "\f"), (0x14, "^"), (0x28, "{}"), (0x2F, "\\"), (0x3C, "[~]"), (0x40, "|"), (0x65, "€"));

    /// <summary>What the languages of India and Urdu have in common.</summary>
    private static readonly string IndianExtension = With(Extension, (0x00, "@£$¥¿\"¤%&'"), (0x0B, "*+"), (0x0E, "-/<=>¡^¡_#*"), (0x41, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"));

    private static readonly string[] Lockings =
    [
        Default,
        /* Turkish */ With(Default, (0x04, "€"), (0x07, "ı"), (0x0B, "Ğğ"), (0x1C, "Şş"), (0x40, "İ"), (0x60, "ç")),
        /* Spanish has none. */ Default,
        /* Portuguese */ With(Default, (0x04, "ê"), (0x06, "úíóç"), (0x0B, "Ôô"), (0x0E, "Áá"), (0x12, "ªÇÀ∞^\\€Ó|"), (0x1C, "ÂâÊ"), (0x24, "º"), (0x40, "Í"), (0x5B, "ÃÕÚ"), (0x60, "~"), (0x7B, "ãõ`")),
        /* Bengali */ Indic(0x980, [0x0C, 0x0E, 0x11, 0x12, 0x3C, 0x45, 0x47, 0x48, 0x49, 0x57, 0x58, 0x5B, 0x5C], "\u09CE\u09D7\u09DC\u09DD\u09F0\u09F1"),
        /* Gujarati */ Indic(0xA80, [0x0E, 0x12, 0x3C, 0x45, 0x48, 0x58, 0x5C], "\u0AD0\u0AE0\u0AE1\u0AE2\u0AE3\u0AF1"),
        /* Hindi */ Indic(0x900, [], "\u0950\u0972\u097B\u097C\u097E\u097F"),
        /* Kannada */ Indic(0xC80, [0x00, 0x0C, 0x11, 0x3C, 0x48, 0x57, 0x5B], "\u0CD5\u0CD6\u0CE0\u0CE1\u0CE2\u0CE3"),
        /* Malayalam */ Indic(0xD00, [0x00, 0x0C, 0x11, 0x3C, 0x4E, 0x57, 0x5B], "\u0D57\u0D60\u0D61\u0D62\u0D63\u0D79"),
        /* Oriya */ Indic(0xB00, [0x0C, 0x0E, 0x11, 0x12, 0x3C, 0x45, 0x48, 0x57, 0x58, 0x5B, 0x5C], "\u0B56\u0B57\u0B60\u0B61\u0B62\u0B63"),
        /* Punjabi */ Indic(0xA00, [0x09, 0x0B, 0x0C, 0x0E, 0x11, 0x12, 0x3C, 0x45, 0x48, 0x4B, 0x4F, 0x55, 0x56, 0x57, 0x58, 0x5B, 0x5C], "\u0A51\u0A70\u0A71\u0A72\u0A73\u0A74"),
        /* Tamil */ Indic(0xB80, [0x00, 0x09, 0x0B, 0x0C, 0x11, 0x16, 0x17, 0x18, 0x1C, 0x1E, 0x23, 0x24, 0x25, 0x2A, 0x2B, 0x2D, 0x3E, 0x40, 0x41, 0x4E, 0x4F, 0x55, 0x56, 0x57, 0x5B], "\u0BD0\u0BD7\u0BF0\u0BF1\u0BF2\u0BF9"),
        /* Telugu */ Indic(0xC00, [0x0C, 0x11, 0x3C, 0x48, 0x4E, 0x57, 0x5B], "\u0C55\u0C56\u0C60\u0C61\u0C62\u0C63"),
        Urdu,
    ];

    private static readonly string[] Singles =
    [
        Extension,
        /* Turkish */ With(Extension, (0x47, "Ğ"), (0x49, "İ"), (0x53, "Ş"), (0x63, "ç"), (0x67, "ğ"), (0x69, "ı"), (0x73, "ş")),
        /* Spanish */ With(Extension, (0x09, "ç"), (0x41, "Á"), (0x49, "Í"), (0x4F, "Ó"), (0x55, "Ú"), (0x61, "á"), (0x69, "í"), (0x6F, "ó"), (0x75, "ú")),
        /* Portuguese */ With(Extension, (0x05, "ê"), (0x09, "ç"), (0x0B, "Ôô"), (0x0E, "Áá"), (0x12, "ΦΓ^ΩΠΨΣΘ"), (0x1F, "Ê"), (0x41, "À"), (0x49, "Í"), (0x4F, "Ó"), (0x55, "Ú"), (0x5B, "ÃÕ"), (0x61, "Â"), (0x69, "í"), (0x6F, "ó"), (0x75, "ú"), (0x7B, "ãõ"), (0x7F, "â")),
        /* Bengali */ Indian("\u09E6\u09E7\u09E8\u09E9\u09EA\u09EB\u09EC\u09ED\u09EE\u09EF\u09DF\u09E0\u09E1\u09E2\u09E3\u09F2\u09F3\u09F4\u09F5\u09F6\u09F7\u09F8\u09F9\u09FA"),
        /* Gujarati */ Indian("\u0964\u0965\u0AE6\u0AE7\u0AE8\u0AE9\u0AEA\u0AEB\u0AEC\u0AED\u0AEE\u0AEF"),
        /* Hindi */ Indian("\u0964\u0965\u0966\u0967\u0968\u0969\u096A\u096B\u096C\u096D\u096E\u096F\u0951\u0952\u0953\u0954\u0958\u0959\u095A\u095B\u095C\u095D\u095E\u095F\u0960\u0961\u0962\u0963\u0970\u0971"),
        /* Kannada */ Indian("\u0964\u0965\u0CE6\u0CE7\u0CE8\u0CE9\u0CEA\u0CEB\u0CEC\u0CED\u0CEE\u0CEF\u0CDE\u0CF1\u0CF2"),
        /* Malayalam */ Indian("\u0964\u0965\u0D66\u0D67\u0D68\u0D69\u0D6A\u0D6B\u0D6C\u0D6D\u0D6E\u0D6F\u0D70\u0D71\u0D72\u0D73\u0D74\u0D75\u0D7A\u0D7B\u0D7C\u0D7D\u0D7E\u0D7F"),
        /* Oriya */ Indian("\u0964\u0965\u0B66\u0B67\u0B68\u0B69\u0B6A\u0B6B\u0B6C\u0B6D\u0B6E\u0B6F\u0B5C\u0B5D\u0B5F\u0B70\u0B71"),
        /* Punjabi */ Indian("\u0964\u0965\u0A66\u0A67\u0A68\u0A69\u0A6A\u0A6B\u0A6C\u0A6D\u0A6E\u0A6F\u0A59\u0A5A\u0A5B\u0A5C\u0A5E\u0A75"),
        /* Tamil */ Indian("\u0964\u0965\u0BE6\u0BE7\u0BE8\u0BE9\u0BEA\u0BEB\u0BEC\u0BED\u0BEE\u0BEF\u0BF3\u0BF4\u0BF5\u0BF6\u0BF7\u0BF8\u0BFA"),
        /* Telugu */ Indian("\0\0\u0C66\u0C67\u0C68\u0C69\u0C6A\u0C6B\u0C6C\u0C6D\u0C6E\u0C6F\u0C58\u0C59\u0C78\u0C79\u0C7A\u0C7B\u0C7C\u0C7D\u0C7E\u0C7F"),
        /* Urdu */ Indian("\u0600\u0601\u06F0\u06F1\u06F2\u06F3\u06F4\u06F5\u06F6\u06F7\u06F8\u06F9\u060C\u060D\u060E\u060F\u0610\u0611\u0612\u0613\u0614\u061B\u061F\u0640\u0652\u0658\u066B\u066C\u0672\u0673\u06CD\u06D4"),
    ];

    /// <summary>The locking shift table; where there is none for the language, the default table.</summary>
    public static string Locking(int language) => (uint)language < (uint)Lockings.Length ? Lockings[language] : Default;

    /// <summary>The single shift table; where there is none for the language, the extension table.</summary>
    public static string Single(int language) => (uint)language < (uint)Singles.Length ? Singles[language] : Extension;

    /// <summary>A table with other characters at some places.</summary>
    private static string With(string table, params ReadOnlySpan<(int At, string Characters)> others)
    {
        var made = table.ToCharArray();
        foreach (var (at, characters) in others) characters.CopyTo(made.AsSpan(at));
        return new(made);
    }

    private static string Indic(int block, ReadOnlySpan<byte> holes, string own)
    {
        var made = With(Devanagari, (0x60, own[..1]), (0x7B, own[1..])).ToCharArray();
        for (var i = 0; i < 0x60; i++)
        {
            if (made[i] >= '\u0900') made[i] = (char)(made[i] - 0x900 + block);
        }
        foreach (var hole in holes) made[hole] = Hole;
        return new(made);
    }

    /// <summary>The characters go to the free places from 19 on, one behind the other.</summary>
    private static string Indian(string characters)
    {
        var made = IndianExtension.ToCharArray();
        var at = 0x19;
        foreach (var character in characters)
        {
            while (at == GsmAlphabet.Escape || made[at] != Hole) at++;
            made[at++] = character;
        }
        return new(made);
    }
}
