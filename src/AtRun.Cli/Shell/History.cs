namespace AtRun.Cli.Shell;

/// <summary>Lines that were entered, kept in <c>$XDG_STATE_HOME/atrun/history</c> without those that carry a secret.</summary>
internal sealed class History
{
    private const int MaxLines = 1000;

    private readonly List<string> _lines = [];
    private readonly string? _file;

    /// <param name="file">Null: nothing is kept.</param>
    public History(string? file)
    {
        _file = file;
        try
        {
            if (file is not null && File.Exists(file)) _lines.AddRange(File.ReadLines(file).TakeLast(MaxLines));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A shell without history is still a shell.
            _file = null;
        }
    }

    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Where it is kept, by the environment (XDG base directory specification).</summary>
    public static string? FileOf(Func<string, string?> variable)
    {
        var state = variable("XDG_STATE_HOME") is { Length: > 0 } given && Path.IsPathRooted(given) ? given
            : variable("HOME") is { Length: > 0 } home ? Path.Combine(home, ".local", "state") : null;
        return state is null ? null : Path.Combine(state, "atrun", "history");
    }

    public void Add(string line)
    {
        if (line.Length == 0 || (_lines is [.., var last] && last == line) || Secrets.Has(line)) return;
        _lines.Add(line);
        if (_lines.Count > MaxLines) _lines.RemoveAt(0);
    }

    public void Save()
    {
        if (_file is null || _lines.Count == 0) return;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new StreamWriter(_file, options);
            foreach (var line in _lines) file.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
