namespace AtRun.Module.Files;

/// <summary>Files of AppZone applications: <c>A:\MOD\app.bin</c>. Directories, a current one, either of <c>\</c> and <c>/</c> between the parts of a path.</summary>
/// <remarks>
/// GE910, HE910 and UE910 have applications in <c>A:\MOD</c>. A path that begins with <c>A:</c>, <c>\</c> or <c>/</c> counts from the root, any other
/// from the current directory; <c>..</c> goes up, and never above the root. Upper and lower case are the same when a file is looked for, as
/// with the file systems that have such names. A directory is kept as an empty file whose name ends with <c>\</c>.
/// </remarks>
public sealed class AppFiles(FileStore store)
{
    /// <summary>Where files are that can be run.</summary>
    public const string AppFolder = @"A:\MOD";

    /// <summary>The top of all.</summary>
    public const string Root = @"A:\";

    /// <summary>Characters of a path, without what stands for the root.</summary>
    public const int LongestPath = 128;

    private const char Separator = '\\';

    /// <summary>Octets, capacity, and what is left of it.</summary>
    public FileStore Store { get; } = store;

    /// <summary>The current directory as a whole path; <see cref="AppFolder"/> again when the power comes, so that the bare name of an application is found.</summary>
    public string Current { get; private set; } = AppFolder;

    /// <summary>The whole path, such as <c>A:\MOD\app.bin</c>; null: no file can have it, because a part has a character of no name, or it is too long.</summary>
    public string? Resolve(string path)
    {
        var parts = new List<string>();
        var rest = path.StartsWith("A:", StringComparison.OrdinalIgnoreCase) ? path[2..] : path;
        if (rest.Length == path.Length && path is not (['\\' or '/', ..])) parts.AddRange(Current[Root.Length..].Split(Separator, StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in rest.Split(['\\', '/'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".") continue;
            if (part == "..")
            {
                if (parts.Count == 0) return null;
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part.Any(c => c < ' ' || c == 0x7F || "\":*?<>|".Contains(c, StringComparison.Ordinal))) return null;
            else parts.Add(part);
        }
        var whole = string.Join(Separator, parts);
        return whole.Length > LongestPath ? null : Root + whole;
    }

    /// <summary>What a directory holds, each by its own name; null: there is no such directory.</summary>
    public AppFolderContent? List(string path = "")
    {
        if (Resolve(path) is not { } whole || !IsDirectory(whole)) return null;
        var inside = whole == Root ? "" : whole[Root.Length..] + Separator;
        var directories = new List<string>();
        var files = new List<StoredFile>();
        if (whole == Root) directories.Add(AppFolder[Root.Length..]);
        foreach (var file in Store.Files)
        {
            if (!file.Name.StartsWith(inside, StringComparison.OrdinalIgnoreCase) || file.Name.Length == inside.Length) continue;
            var name = file.Name[inside.Length..];
            if (!name.Contains(Separator, StringComparison.Ordinal)) files.Add(file with { Name = name });
            else if (name.IndexOf(Separator, StringComparison.Ordinal) == name.Length - 1) directories.Add(name[..^1]);
        }
        return new(directories, files);
    }

    /// <summary>The files that #M2MRUN can run: those of <see cref="AppFolder"/>, by their own names, in the order in which they were made.</summary>
    public IReadOnlyList<StoredFile> Executables => List(AppFolder)!.Files;

    /// <summary>The whole path of a file of <see cref="AppFolder"/>, by its own name or by its path; null: the path leads elsewhere.</summary>
    public string? ResolveExecutable(string name) =>
        Resolve(name.AsSpan().IndexOfAny('\\', '/') < 0 && !name.StartsWith("A:", StringComparison.OrdinalIgnoreCase) ? $@"{AppFolder}\{name}" : name) is { } whole
        && whole.StartsWith(AppFolder + Separator, StringComparison.OrdinalIgnoreCase) && whole.IndexOf(Separator, AppFolder.Length + 1) < 0
            ? whole : null;

    /// <summary>A file that #M2MRUN can run, as <see cref="ResolveExecutable"/> finds it; null: there is none.</summary>
    public StoredFile? FindExecutable(string name) => ResolveExecutable(name) is { } whole ? Find(whole) : null;

    /// <summary>The file, with its whole path after the root as its name; null: there is none.</summary>
    public StoredFile? Find(string path) => Resolve(path) is { } whole ? Store.Find(KeyOf(whole)) : null;

    /// <summary>What a file holds; null: there is none.</summary>
    public ValueTask<ReadOnlyMemory<byte>?> Read(string path) => Find(path) is { } file ? Store.Read(file.Name) : new((ReadOnlyMemory<byte>?)null);

    /// <summary>A file of that path and size could be stored now: its directory is there, and room for it.</summary>
    public bool Fits(string path, int size) => IsForFile(path) && Store.Fits(KeyOf(Resolve(path)!), size);

    /// <summary>Stores a file in the place of the one that is there. True: it survives the loss of power. False: nothing has changed, since its directory or the room is missing.</summary>
    public ValueTask<bool> Write(string path, ReadOnlyMemory<byte> content) => IsForFile(path) ? Store.Write(KeyOf(Resolve(path)!), content) : new(false);

    /// <summary>Removes a file; false: there is none.</summary>
    public ValueTask<bool> Delete(string path) => Find(path) is { } file ? Store.Delete(file.Name) : new(false);

    /// <summary>Makes a directory in one that is there; false: the name is taken, or that directory or room is missing.</summary>
    public ValueTask<bool> MakeDirectory(string path) =>
        Resolve(path) is { } whole && !IsDirectory(whole) && Store.Find(KeyOf(whole)) is null && IsDirectory(Parent(whole))
            ? Store.Write(KeyOf(whole) + Separator, ReadOnlyMemory<byte>.Empty) : new(false);

    /// <summary>Removes a directory that is empty, and neither the current one nor one of the module's own; false: it is not that.</summary>
    public ValueTask<bool> RemoveDirectory(string path) =>
        Resolve(path) is { } whole && !IsFixed(whole) && List(whole) is { Directories.Count: 0, Files.Count: 0 } && !Same(whole, Current)
            ? Store.Delete(KeyOf(whole + Separator)) : new(false);

    /// <summary>Makes a directory the current one; false: it is not there.</summary>
    public bool ChangeDirectory(string path)
    {
        if (Resolve(path) is not { } whole || !IsDirectory(whole)) return false;
        Current = whole;
        return true;
    }

    private bool IsDirectory(string whole) => IsFixed(whole) || Store.Find(KeyOf(whole + Separator)) is not null;

    private bool IsForFile(string path) => path is not ([] or [.., '\\' or '/']) && Resolve(path) is { } whole && !IsDirectory(whole) && IsDirectory(Parent(whole));

    private static bool IsFixed(string whole) => whole == Root || Same(whole, AppFolder);

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The directory that a whole path is in; the root is in itself.</summary>
    private static string Parent(string whole) => whole.LastIndexOf(Separator) is var at && at < Root.Length ? Root : whole[..at];

    /// <summary>The name in the store: as it was first written, whatever case is asked for.</summary>
    private string KeyOf(string whole)
    {
        var name = whole[Root.Length..];
        return Store.Files.FirstOrDefault(f => Same(f.Name, name))?.Name ?? name;
    }
}

/// <summary>What a directory holds.</summary>
/// <param name="Directories">Their own names.</param>
/// <param name="Files">With their own names.</param>
public sealed record AppFolderContent(IReadOnlyList<string> Directories, IReadOnlyList<StoredFile> Files);
