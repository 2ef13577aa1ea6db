using AtRun.Module.Worlds;

namespace AtRun.Module.Files;

/// <summary>Files of one kind in the module's non-volatile memory, such as its scripts.</summary>
public sealed class FileStore
{
    private readonly IFlash _flash;
    private readonly string _prefix;
    private readonly Dictionary<string, StoredFile> _files = new(StringComparer.Ordinal);

    /// <param name="flash">Where they are.</param>
    /// <param name="prefix">Of their names there, ended by '/'.</param>
    /// <param name="capacity">Octets of all files together.</param>
    /// <param name="most">Files at most.</param>
    public FileStore(IFlash flash, string prefix, int capacity, int most)
    {
        (_flash, _prefix, Capacity, Most) = (flash, prefix, capacity, most);
        throw new NotSupportedException($"{_flash} {_prefix} {_files}");
    }

    /// <summary>Octets of all files together.</summary>
    public int Capacity { get; }

    /// <summary>Files at most.</summary>
    public int Most { get; }

    /// <summary>Octets that are left.</summary>
    public int Free => throw new NotSupportedException();

    /// <summary>The files, in the order in which they were made.</summary>
    public IReadOnlyCollection<StoredFile> Files => _files.Values;

    /// <summary>The file of that name, upper and lower case being different; null: there is none.</summary>
    public StoredFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>What a file holds; null: there is none of that name.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> Read(string name) => throw new NotSupportedException(name);

    /// <summary>Stores a file in the place of the one of that name, if there is one. True: it survives the loss of power. False: there is no room for it, and the former one stays.</summary>
    public ValueTask<bool> Write(string name, ReadOnlyMemory<byte> content, bool hidden = false) => throw new NotSupportedException(name);

    /// <summary>Removes a file; false: there is none of that name.</summary>
    public ValueTask<bool> Delete(string name) => throw new NotSupportedException(name);

    /// <summary>Gives a file another name; one that has it already is gone. False: there is no file of the first name.</summary>
    public ValueTask<bool> Rename(string name, string newName) => throw new NotSupportedException(name);
}

/// <summary>A file that is stored.</summary>
/// <param name="Name">Of it.</param>
/// <param name="Size">Octets.</param>
/// <param name="Crc">CRC-CCITT of its octets: polynomial 1021, start FFFF.</param>
/// <param name="Hidden">Its octets are not shown.</param>
public sealed record StoredFile(string Name, int Size, ushort Crc, bool Hidden);
