using AtRun.Protocol;
using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Module.Files;

/// <summary>Files of one kind in the module's non-volatile memory, such as its scripts.</summary>
/// <remarks>
/// What is known of a file beside its octets stands in the name that it has in the flash: number, CRC, hidden or not, name. A file
/// is replaced by storing the new one under a higher number, and then removing the former: where the power is lost in between,
/// the higher number counts at the next start. So one write makes a file valid, and the list needs no content to be read.
/// </remarks>
public sealed class FileStore
{
    private readonly IFlash _flash;
    private readonly string _prefix;
    private readonly List<Entry> _files = [];
    private readonly List<(string Name, int Size)> _coming = [];
    private readonly List<string> _leftovers = [];
    private long _lastNumber;

    private sealed record Entry(long Number, StoredFile File, string FlashName);

    /// <param name="flash">Where they are.</param>
    /// <param name="prefix">Of their names there, ended by '/'.</param>
    /// <param name="capacity">Octets of all files together.</param>
    /// <param name="most">Files at most.</param>
    public FileStore(IFlash flash, string prefix, int capacity, int most)
    {
        (_flash, _prefix, Capacity, Most) = (flash, prefix, capacity, most);
        foreach (var entry in flash.Files().Select(Parse).OfType<Entry>().OrderBy(e => e.Number))
            if (Settle(entry) is { } former) _leftovers.Add(former.FlashName);
    }

    /// <summary>Octets of all files together.</summary>
    public int Capacity { get; }

    /// <summary>Files at most.</summary>
    public int Most { get; }

    /// <summary>Octets that are left.</summary>
    public int Free => Capacity - _files.Sum(f => f.File.Size) - _coming.Sum(c => c.Size);

    /// <summary>The files, in the order in which they were made; one that takes the place of another is new.</summary>
    public IReadOnlyCollection<StoredFile> Files => [.. _files.Select(f => f.File)];

    /// <summary>The file of that name, upper and lower case being different; null: there is none.</summary>
    public StoredFile? Find(string name) => EntryOf(name)?.File;

    /// <summary>What a file holds; null: there is none of that name.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> Read(string name) => EntryOf(name) is { } entry ? _flash.ReadFile(entry.FlashName) : new((ReadOnlyMemory<byte>?)null);

    /// <summary>A file of that name and size could be stored now: there is room, that of the one whose place it takes among it.</summary>
    public bool Fits(string name, int size)
    {
        var former = EntryOf(name);
        return size <= (long)Free + (former?.File.Size ?? 0) && (former is not null || _files.Count + _coming.Count(c => EntryOf(c.Name) is null) < Most);
    }

    /// <summary>Stores a file in the place of the one of that name, if there is one. True: it survives the loss of power. False: there is no room for it, and the former one stays.</summary>
    /// <param name="name">Upper and lower case are different.</param>
    /// <param name="content">Not to be changed before it is stored.</param>
    /// <param name="hidden">Its octets are not shown.</param>
    public async ValueTask<bool> Write(string name, ReadOnlyMemory<byte> content, bool hidden = false)
    {
        if (!Fits(name, content.Length)) return false;
        var entry = Named(new StoredFile(name, content.Length, Crc16.Of(content.Span), hidden));
        // Another instance may ask for the same room until this is stored.
        var coming = (name, content.Length);
        _coming.Add(coming);
        try
        {
            await _flash.WriteFile(entry.FlashName, content);
        }
        finally
        {
            _coming.Remove(coming);
        }
        await Forget(Settle(entry));
        // What the loss of power left behind: one write of a file is one of the flash as long as there is none.
        foreach (var leftover in _leftovers.ToArray())
        {
            await _flash.DeleteFile(leftover);
            _leftovers.Remove(leftover);
        }
        return true;
    }

    /// <summary>Removes a file; false: there is none of that name.</summary>
    public async ValueTask<bool> Delete(string name)
    {
        if (EntryOf(name) is not { } entry) return false;
        await _flash.DeleteFile(entry.FlashName);
        _files.Remove(entry);
        return true;
    }

    /// <summary>Gives a file another name; one that has it already is gone. False: there is no file of the first name.</summary>
    public async ValueTask<bool> Rename(string name, string newName)
    {
        if (EntryOf(name) is not { } entry) return false;
        if (name == newName) return true;
        var renamed = Named(entry.File with { Name = newName });
        await _flash.RenameFile(entry.FlashName, renamed.FlashName);
        _files.Remove(entry);
        await Forget(Settle(renamed));
        return true;
    }

    private Entry? EntryOf(string name) => _files.Find(f => f.File.Name == name);

    /// <summary>Of files of one name that with the highest number counts. The one that does not, or null.</summary>
    private Entry? Settle(Entry entry)
    {
        _lastNumber = Math.Max(_lastNumber, entry.Number);
        var other = EntryOf(entry.File.Name);
        if (other is not null && other.Number > entry.Number) return entry;
        if (other is not null) _files.Remove(other);
        _files.Add(entry);
        return other;
    }

    private ValueTask Forget(Entry? entry) => entry is null ? default : _flash.DeleteFile(entry.FlashName);

    private Entry Named(StoredFile file)
    {
        var number = ++_lastNumber;
        return new(number, file, string.Create(CultureInfo.InvariantCulture, $"{_prefix}{number} {file.Crc:X4} {(file.Hidden ? 1 : 0)} {file.Name}"));
    }

    private Entry? Parse(FlashFile stored)
    {
        if (!stored.Name.StartsWith(_prefix, StringComparison.Ordinal)) return null;
        var parts = stored.Name[_prefix.Length..].Split(' ', 4);
        return parts.Length == 4
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ushort.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var crc)
            ? new(number, new(parts[3], stored.Size, crc, parts[2] == "1"), stored.Name)
            : null;
    }
}

/// <summary>A file that is stored.</summary>
/// <param name="Name">Of it.</param>
/// <param name="Size">Octets.</param>
/// <param name="Crc">CRC-CCITT of its octets: polynomial 1021, start FFFF.</param>
/// <param name="Hidden">Its octets are not shown.</param>
public sealed record StoredFile(string Name, int Size, ushort Crc, bool Hidden);
