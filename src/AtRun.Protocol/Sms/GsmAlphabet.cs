using System.Buffers;
using System.Text;
using AtRun.Protocol.Sms.Alphabets;

namespace AtRun.Protocol.Sms;

/// <summary>GSM 7-bit default alphabet, its extension table and the national shift tables (23.038 §6.2.1, annex A).</summary>
public static class GsmAlphabet
{
    /// <summary>Septet that leads to the extension table.</summary>
    public const byte Escape = 0x1B;

    /// <summary>The septets that are the same characters in ASCII: nearly all of most messages.</summary>
    private const string Plain = "\n\r !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const int Extended = 0x80, Unknown = -1;

    private static readonly SearchValues<byte> PlainSeptets = SearchValues.Create(Encoding.ASCII.GetBytes(Plain));
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(Plain);

    /// <summary>Septets by character up to the last Greek one; <see cref="Extended"/> marks those behind an escape.</summary>
    private static readonly short[] SeptetOf = MakeSeptetOf();

    /// <summary>The text of septets, one an octet; an unknown extension is the character of the default table (23.038 §6.2.1.1 note 1).</summary>
    /// <param name="septets">0-127 each.</param>
    /// <param name="locking">National language identifier of the locking shift table; 0: the default table.</param>
    /// <param name="single">National language identifier of the single shift table; 0: the extension table.</param>
    /// <remarks>An escape behind an escape, or at the end, is a blank (§6.2.1 note 1, §6.2.1.1 note 1). Identifiers that are not assigned: as 0.</remarks>
    public static string Decode(ReadOnlySpan<byte> septets, int locking = 0, int single = 0)
    {
        if (locking == 0 && !septets.ContainsAnyExcept(PlainSeptets)) return Encoding.Latin1.GetString(septets);
        var table = ShiftTables.Locking(locking);
        var extension = ShiftTables.Single(single);
        Span<char> text = septets.Length <= 192 ? stackalloc char[192] : new char[septets.Length];
        var count = 0;
        for (var i = 0; i < septets.Length; i++)
        {
            var character = table[septets[i] & 0x7F];
            if (character is (char)Escape or ShiftTables.Hole) character = septets[i] == Escape ? Extend(septets, ++i, table, extension) : ' ';
            text[count++] = character;
        }
        return new(text[..count]);
    }

    /// <summary>The character of the septet behind an escape.</summary>
    private static char Extend(ReadOnlySpan<byte> septets, int at, string table, string extension)
    {
        if (at >= septets.Length || septets[at] == Escape) return ' ';
        var septet = septets[at] & 0x7F;
        var character = extension[septet] != ShiftTables.Hole ? extension[septet] : table[septet];
        return character == ShiftTables.Hole ? ' ' : character;
    }

    /// <summary>Septets of a text, one an octet, two for a character of the extension table; false: it has a character that is in neither.</summary>
    /// <param name="text">Any length.</param>
    /// <param name="septets">Twice the length of the text is enough.</param>
    /// <param name="count">Septets written; where it is false, those of the characters before.</param>
    /// <param name="locking">As in <see cref="Decode"/>.</param>
    /// <param name="single">As in <see cref="Decode"/>.</param>
    public static bool TryEncode(ReadOnlySpan<char> text, Span<byte> septets, out int count, int locking = 0, int single = 0)
    {
        if (locking == 0 && !text.ContainsAnyExcept(PlainCharacters))
        {
            count = Encoding.Latin1.GetBytes(text, septets);
            return true;
        }
        count = 0;
        return locking == 0 && single == 0 ? TryEncodeDefault(text, septets, ref count) : TryEncodeNational(text, septets, ref count, ShiftTables.Locking(locking), ShiftTables.Single(single));
    }

    /// <summary>Septets that a text takes; -1: it has a character that the alphabet has not.</summary>
    public static int CountOf(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(PlainCharacters)) return text.Length;
        var count = 0;
        foreach (var character in text)
        {
            var one = CountOf(character);
            if (one < 0) return -1;
            count += one;
        }
        return count;
    }

    /// <summary>Packs septets into octets, behind <paramref name="fillBits"/> zero bits (23.038 §6.1.2.1); returns the octets written.</summary>
    public static int Pack(ReadOnlySpan<byte> septets, Span<byte> octets, int fillBits = 0) => Septets.Pack(septets, octets, fillBits);

    /// <summary>Unpacks as many septets as <paramref name="septets"/> holds.</summary>
    public static void Unpack(ReadOnlySpan<byte> octets, Span<byte> septets, int fillBits = 0) => Septets.Unpack(octets, septets, fillBits);

    /// <summary>1 or 2 septets; -1: the default alphabet and its extension have it not.</summary>
    internal static int CountOf(char character) => FindDefault(character) switch { Unknown => -1, >= Extended => 2, _ => 1 };

    private static bool TryEncodeDefault(ReadOnlySpan<char> text, Span<byte> septets, ref int count)
    {
        var table = SeptetOf;
        var at = 0;
        foreach (var character in text)
        {
            var septet = character < table.Length ? table[character] : FindDefault(character);
            if (septet < 0)
            {
                count = at;
                return false;
            }
            if (septet >= Extended) septets[at++] = Escape;
            septets[at++] = (byte)(septet & 0x7F);
        }
        count = at;
        return true;
    }

    private static bool TryEncodeNational(ReadOnlySpan<char> text, Span<byte> septets, ref int count, string table, string extension)
    {
        foreach (var character in text)
        {
            if (character is (char)Escape or ShiftTables.Hole) return false;
            var septet = table.IndexOf(character);
            if (septet < 0)
            {
                septet = extension.IndexOf(character);
                if (septet < 0) return false;
                septets[count++] = Escape;
            }
            septets[count++] = (byte)septet;
        }
        return true;
    }

    private static int FindDefault(char character) => character < SeptetOf.Length ? SeptetOf[character] : character == '€' ? Extended | 'e' : Unknown;

    private static short[] MakeSeptetOf()
    {
        var (table, extension) = (ShiftTables.Locking(0), ShiftTables.Single(0));
        var septets = new short[0x400];
        septets.AsSpan().Fill(Unknown);
        for (var i = 0; i < 128; i++)
        {
            if (extension[i] is not ShiftTables.Hole and < (char)0x400) septets[extension[i]] = (short)(Extended | i);
        }
        for (var i = 0; i < 128; i++)
        {
            if (i != Escape) septets[table[i]] = (short)i;
        }
        return septets;
    }
}
