using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>The files of the app store as an app sees them (Telit AppZone samples, m2m_fs_…).</summary>
/// <remarks>What is written survives the loss of power when the file has been closed; until then the former content does.</remarks>
internal sealed class FileFunctions(AppMachine app) : AppGroup(app)
{
    /// <summary>Files open at a time: own choice.</summary>
    private const int Most = 10;

    /// <summary>M2M_FS_MAX_FILENAME_LEN, with its zero: own choice.</summary>
    private const int NameLength = 128;

    // M2M_FS_OPEN_…: numbers are those of sdk/appzone.
    private const int OpenRead = 0, OpenAppend = 1, OpenTruncate = 2;

    // M2M_FS_ERROR_TYPE
    private const int NoError = 0, NotFound = 1, NoRoom = 2, BadHandle = 3, WrongMode = 4, TooMany = 5, Exists = 6, BadName = 7;

    private readonly SortedDictionary<int, OpenFile> _open = [];
    private Queue<string> _found = [];
    private int _last;
    private int _error;

    private sealed class OpenFile(string path, List<byte> content, int mode)
    {
        public string Path => path;

        public List<byte> Content => content;

        public bool Writes => mode != OpenRead;

        public int Position { get; set; } = mode == OpenRead ? 0 : content.Count;

        public bool IsChanged { get; set; } = mode == OpenTruncate;
    }

    public override IEnumerable<AppFunction> Functions() =>
    [
        Waits("m2m_fs_create", AppMachine.Failed, Create, Text),
        Waits("m2m_fs_open", 0, Open, Text, Integer),
        Returns("m2m_fs_read", 0, a => Read(a[0], a[1]), Integer, Room),
        Returns("m2m_fs_write", 0, a => Write(a[0], a.Octets(1)), Integer, Octets),
        Returns("m2m_fs_set_file_position", AppMachine.Failed, a => Seek(a[0], a[1]), Integer, Integer),
        Waits("m2m_fs_close", AppMachine.Failed, Close, Integer),
        Waits("m2m_fs_delete", AppMachine.Failed, Delete, Text),
        Returns("m2m_fs_get_size_with_handle", -1, a => Find(a[0]) is { } file ? file.Content.Count : -1, Integer),
        Returns("m2m_fs_get_size", -1, a => Module.AppFiles.Find(a.Text(0) ?? "") is { } file ? file.Size : Fail(NotFound, -1), Text),
        Returns("m2m_fs_get_free_space", 0, _ => Module.AppFiles.Store.Free),
        Returns("m2m_fs_find_first", AppMachine.Failed, a => FindFirst(a.Text(1) ?? ""), Place(NameLength), Text),
        Returns("m2m_fs_find_next", AppMachine.Failed, _ => FindNext(), Place(NameLength)),
        Returns("m2m_fs_last_error", 0, _ => _error),
    ];

    public override void End() => _open.Clear();

    private AppAnswer Fail(int error, int result = AppMachine.Failed)
    {
        _error = error;
        return result;
    }

    private OpenFile? Find(int handle)
    {
        if (_open.GetValueOrDefault(handle) is { } file) return file;
        _error = BadHandle;
        return null;
    }

    private ValueTask<bool> Store(OpenFile file) => Module.AppFiles.Write(file.Path, file.Content.ToArray());

    private async ValueTask<AppAnswer> Create(AppArguments arguments)
    {
        if (arguments.Text(0) is not { Length: > 0 and < NameLength } path) return Fail(BadName);
        if (Module.AppFiles.Find(path) is not null) return Fail(Exists);
        return await Module.AppFiles.Write(path, default) ? AppMachine.Success : Fail(NoRoom);
    }

    private async ValueTask<AppAnswer> Open(AppArguments arguments)
    {
        if (arguments.Text(0) is not { Length: > 0 and < NameLength } path) return Fail(BadName);
        if (arguments[1] is not (OpenRead or OpenAppend or OpenTruncate)) return Fail(WrongMode);
        if (_open.Count == Most) return Fail(TooMany);
        if (await Module.AppFiles.Read(path) is not { } content)
        {
            if (arguments[1] == OpenRead) return Fail(NotFound);
            content = default;
        }
        _open.Add(++_last, new(path, arguments[1] == OpenTruncate ? [] : [.. content.Span], arguments[1]));
        return _last;
    }

    private AppAnswer Read(int handle, int length)
    {
        if (Find(handle) is not { } file) return 0;
        var octets = file.Content.Skip(file.Position).Take(length).ToArray();
        file.Position += octets.Length;
        return new(octets.Length, octets);
    }

    private AppAnswer Write(int handle, byte[] octets)
    {
        if (Find(handle) is not { } file) return 0;
        if (!file.Writes) return Fail(WrongMode);
        // More than ever fits is not collected.
        if (file.Content.Count + octets.Length > Module.AppFiles.Store.Capacity) return Fail(NoRoom);
        var over = Math.Min(octets.Length, file.Content.Count - file.Position);
        file.Content.RemoveRange(file.Position, over);
        file.Content.InsertRange(file.Position, octets);
        file.Position += octets.Length;
        file.IsChanged = true;
        return octets.Length;
    }

    private AppAnswer Seek(int handle, int position)
    {
        if (Find(handle) is not { } file) return AppMachine.Failed;
        if (position < 0 || position > file.Content.Count) return AppMachine.Invalid;
        file.Position = position;
        return AppMachine.Success;
    }

    private async ValueTask<AppAnswer> Close(AppArguments arguments)
    {
        if (Find(arguments[0]) is not { } file) return AppMachine.Failed;
        _open.Remove(arguments[0]);
        return !file.IsChanged || await Store(file) ? AppMachine.Success : Fail(NoRoom);
    }

    private async ValueTask<AppAnswer> Delete(AppArguments arguments) =>
        await Module.AppFiles.Delete(arguments.Text(0) ?? "") ? AppMachine.Success : Fail(NotFound);

    // The own name of a file of that folder, or the beginning of names, with '*'.
    private AppAnswer FindFirst(string pattern)
    {
        var folder = pattern[..(pattern.LastIndexOfAny(['\\', '/']) + 1)];
        var name = pattern[folder.Length..];
        _found = new((Module.AppFiles.List(folder)?.Files ?? []).Select(f => f.Name)
            .Where(n => name.EndsWith('*') ? n.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) : n.Equals(name, StringComparison.OrdinalIgnoreCase)));
        return FindNext();
    }

    private AppAnswer FindNext()
    {
        if (!_found.TryDequeue(out var name)) return Fail(NotFound);
        _error = NoError;
        return new(AppMachine.Success, Ended(name));
    }
}
