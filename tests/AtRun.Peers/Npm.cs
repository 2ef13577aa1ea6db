using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary>Packages of npm, put into artifacts/npm by the tests that need them, and programs in Node that use them.</summary>
internal static class Npm
{
    private static readonly Lock Gate = new();

    /// <summary>The folder of a package: one each, as npm takes away what it was not asked for. Skips the test, with the reason, where it cannot be had.</summary>
    public static string Needs(string package, string version)
    {
        Peer.Needs("node", "npm");
        var folder = Path.Combine(Peer.Root, "artifacts", "npm", package);
        lock (Gate)
        {
            if (Directory.Exists(Path.Combine(folder, "node_modules", package))) return folder;
            Directory.CreateDirectory(folder);
            var (exit, _, error) = Peer.Run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, $"{package}@{version}"]);
            Assert.SkipUnless(exit == 0, $"npm cannot install {package}: {error.Trim().Split('\n')[0]}");
        }
        return folder;
    }

    /// <summary>Starts a program that finds the package in a folder.</summary>
    public static NodeProgram Start(string folder, string source, params string[] arguments)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.js");
        File.WriteAllText(file, source);
        return new(Peer.Start("node", [file, .. arguments]), file);
    }
}

/// <summary>A program in Node that tells what happens, a JSON object a line, and takes lines.</summary>
internal sealed class NodeProgram : IDisposable
{
    private readonly BlockingCollection<JsonElement> _events = [];
    private readonly StringBuilder _errors = new();
    private readonly Process _process;
    private readonly string _file;

    public NodeProgram(Process process, string file)
    {
        (_process, _file) = (process, file);
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _events.Add(JsonDocument.Parse(text).RootElement);
            else _events.CompleteAdding();
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors) _errors.AppendLine(line.Data);
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The next event of a kind; those before it are dropped.</summary>
    public JsonElement Next(string what)
    {
        while (_events.TryTake(out var found, Peer.Deadline))
            if (found.GetProperty("event").GetString() == what) return found;
        lock (_errors) throw new InvalidOperationException($"There is no \"{what}\", but {_errors}");
    }

    public void Tell(object what) => _process.StandardInput.WriteLine(JsonSerializer.Serialize(what));

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        File.Delete(_file);
    }
}
