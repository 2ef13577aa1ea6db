using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>An entry of a phonebook.</summary>
/// <param name="Number">Up to 20 digits.</param>
/// <param name="Name">May be empty.</param>
public readonly record struct PhonebookEntry(SmsAddress Number, string Name);

/// <summary>A phonebook: places from 1, each with an entry or free.</summary>
public abstract class Phonebook
{
    /// <summary>Digits of a number.</summary>
    public const int MaxDigits = 20;

    /// <summary>Places; 0 where there is none, e.g. without a card.</summary>
    public abstract int Capacity { get; }

    /// <summary>Octets of a name: characters, where they are of the GSM alphabet.</summary>
    public abstract int NameLength { get; }

    /// <summary>Calls fill it: its entries can be deleted, but not written (AT reference 80000ST10025a p155).</summary>
    public abstract bool IsOfCalls { get; }

    /// <summary>The entry at a place, from 1; null: free.</summary>
    public abstract PhonebookEntry? this[int index] { get; }

    /// <summary>Stores an entry, or frees the place (null); false: the name is too long. Durable once the task is complete.</summary>
    public abstract ValueTask<bool> Set(int index, PhonebookEntry? entry);

    /// <summary>Places that are taken.</summary>
    public int Used => All.Count();

    /// <summary>All entries with their places.</summary>
    public IEnumerable<(int Index, PhonebookEntry Entry)> All
    {
        get
        {
            for (var i = 1; i <= Capacity; i++)
                if (this[i] is { } entry) yield return (i, entry);
        }
    }

    /// <summary>The name of the first entry with that number; empty: none.</summary>
    public string NameOf(SmsAddress number) => number.IsNone ? "" : All.Where(e => e.Entry.Number.ToString() == number.ToString()).Select(e => e.Entry.Name).FirstOrDefault() ?? "";
}

/// <summary>A phonebook on the SIM: EF ADN, EF FDN, EF LND or EF MBDN.</summary>
/// <remarks>
/// GSM 11.11 §10.5.1, annex B:
/// <code>
/// X   name: septets of the GSM alphabet, one an octet, or 80 and UCS2; FF behind it
/// 1   length of type and digits
/// 1   type of number, numbering plan
/// 10  digits
/// 1   capability record (none: FF)
/// 1   extension record (none: FF)
/// </code>
/// </remarks>
public sealed class SimPhonebook(ISimRecords records, bool isOfCalls = false) : Phonebook
{
    private const int BehindName = 14, NumberLength = 12;
    private const byte Unused = 0xFF, Ucs2 = 0x80;

    public override int Capacity => records.Count;

    public override int NameLength => Math.Max(0, records.Length - BehindName);

    public override bool IsOfCalls => isOfCalls;

    public override PhonebookEntry? this[int index]
    {
        get
        {
            var record = records.Read(index).Span;
            var name = record[..NameLength];
            var number = SmsAddress.None;
            var hasNumber = record[NameLength] != Unused && SmsPdu.TryDecodeCentre(record.Slice(NameLength, NumberLength), out number, out _, out _);
            var text = NameOf(name);
            return hasNumber || text.Length > 0 ? new(number, text) : null;
        }
    }

    public override async ValueTask<bool> Set(int index, PhonebookEntry? entry)
    {
        if (Record(entry) is not { } record) return false;
        await records.Write(index, record);
        return true;
    }

    /// <summary>An entry as the card keeps it; null: its name is too long.</summary>
    internal byte[]? Record(PhonebookEntry? entry)
    {
        var record = new byte[records.Length];
        record.AsSpan().Fill(Unused);
        if (entry is not { } stored) return record;
        if (!TryWriteName(stored.Name, record.AsSpan(0, NameLength))) return null;
        SmsPdu.EncodeCentre(stored.Number, record.AsSpan(NameLength));
        return record;
    }

    private static string NameOf(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name[0] == Unused) return "";
        if (name[0] == Ucs2)
        {
            var characters = name[1..];
            var length = 0;
            while (length + 1 < characters.Length && (characters[length] != Unused || characters[length + 1] != Unused)) length += 2;
            return Encoding.BigEndianUnicode.GetString(characters[..length]);
        }
        var end = name.IndexOf(Unused);
        return GsmAlphabet.Decode(end < 0 ? name : name[..end]);
    }

    private static bool TryWriteName(string name, Span<byte> to)
    {
        Span<byte> septets = stackalloc byte[2 * name.Length];
        if (GsmAlphabet.TryEncode(name, septets, out var count)) return septets[..count].TryCopyTo(to);
        if (1 + 2 * name.Length > to.Length) return false;
        to[0] = Ucs2;
        Encoding.BigEndianUnicode.GetBytes(name, to[1..]);
        return true;
    }
}
