using System.Diagnostics;
using System.Text;
using Xunit;

namespace AtRun.Peers;

/// <summary>A daemon that takes messages to send from files, and leaves those that came as files, all in a folder of its own.</summary>
internal sealed class SpoolingDaemon : IDisposable
{
    private readonly AutoResetEvent _changed = new(false);
    private readonly StringBuilder _said = new();
    private readonly FileSystemWatcher _watcher;
    private Process? _process;

    public SpoolingDaemon(params string[] folders)
    {
        foreach (var folder in folders) Directory.CreateDirectory(Path.Combine(Folder, folder));
        _watcher = new(Folder) { IncludeSubdirectories = true };
        _watcher.Created += (_, _) => _changed.Set();
        _watcher.Changed += (_, _) => _changed.Set();
        _watcher.Renamed += (_, _) => _changed.Set();
        _watcher.EnableRaisingEvents = true;
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("atrun-spool-").FullName;

    /// <summary>Puts a file there, whole at once.</summary>
    public string Put(string name, string text)
    {
        var (made, path) = (Path.Combine(Folder, "made"), Path.Combine(Folder, name));
        File.WriteAllText(made, text);
        File.Move(made, path);
        return path;
    }

    public void Start(string program, params string[] arguments)
    {
        _process = Peer.Start(program, arguments);
        // Heard, so that it need not wait for a reader.
        _process.OutputDataReceived += Said;
        _process.ErrorDataReceived += Said;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Waits for a file with texts in a folder, and returns all of it, an octet a character.</summary>
    public string Await(string folder, params string[] texts)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (Read(folder).FirstOrDefault(f => texts.All(t => f.Contains(t, StringComparison.Ordinal))) is { } found) return found;
            var left = Peer.Deadline - Stopwatch.GetElapsedTime(begun);
            if (left > TimeSpan.Zero && _changed.WaitOne(left)) continue;
            lock (_said) Assert.Fail($"No \"{string.Join(", ", texts)}\" comes to {folder}, but {string.Join('\n', Read(folder))}{_said}");
        }
    }

    /// <summary>Asks it to end, and waits for that.</summary>
    public void End()
    {
        Peer.Signal(_process!, Peer.SigTerm);
        Assert.True(_process!.WaitForExit(Peer.Deadline), "The daemon does not end.");
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            // With those that it started for its modems.
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process?.Dispose();
        _watcher.Dispose();
        _changed.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private List<string> Read(string folder)
    {
        var found = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, folder)))
        {
            try
            {
                found.Add(File.ReadAllText(file, Encoding.Latin1));
            }
            catch (IOException)
            {
                // Moved meanwhile.
            }
        }
        return found;
    }

    private void Said(object sender, DataReceivedEventArgs line)
    {
        lock (_said) _said.AppendLine(line.Data);
    }
}
