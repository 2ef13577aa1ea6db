namespace AtRun.Tests.Host;

/// <summary>A folder for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("atrun-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>As a loss of power would leave it: what the files hold now, without a word to those who have them open.</summary>
    /// <remarks>
    /// SQLite's index of the write-ahead log (-shm) is shared memory and no file of the disk: it is gone then. Copied a moment after the log, it would name frames
    /// that the copy does not have.
    /// </remarks>
    public Folder Copy()
    {
        var copy = new Folder();
        foreach (var file in Directory.GetFiles(Path).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))) System.IO.File.Copy(file, copy.File(System.IO.Path.GetFileName(file)));
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
