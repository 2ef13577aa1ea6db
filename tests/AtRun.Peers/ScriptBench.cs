using System.Globalization;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Runtimes.Python;
using Xunit;

namespace AtRun.Peers;

/// <summary>The interpreters of this machine, and a module for scripts that is nothing but a store and an echo.</summary>
internal sealed class ScriptBench : IScriptMachine
{
    private static readonly ScriptFunction[] _mdm = [new("send", 2, 2), new("receive", 1, 1), new("read", 0, 0), new("sendbyte", 2, 2), new("echo", 0, 9), new("refuse", 0, 0), new("never", 0, 0), new("pid", 1, 1)];

    private readonly StringBuilder _printed = new();
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Those that serve: 2.7 and 3, one each.</summary>
    private static readonly Lazy<PythonInterpreter[]> _interpreters = new(() =>
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        // Where pyenv keeps what it does not put into the path.
        var kept = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".pyenv", "versions");
        var folders = path.Split(':').Append("/usr/bin").Concat(Directory.Exists(kept) ? Directory.GetDirectories(kept).Select(d => Path.Combine(d, "bin")) : []);
        var found = new[] { "python2.7", "python3" }.SelectMany(name => folders.Select(f => Path.Combine(f, name))).Where(File.Exists).Select(file => PythonInterpreter.Probe(file, out _)).OfType<PythonInterpreter>();
        return [.. found.DistinctBy(i => i.Version.Major)];
    });

    public static TheoryData<int> Majors => [2, 3];

    public Dictionary<string, byte[]> Files { get; } = [];

    public List<string> Imports { get; } = [];

    public string Printed => _printed.ToString();

    public IDisposable? Running { get; private set; }

    public static PythonInterpreter Interpreter(int major)
    {
        var found = _interpreters.Value.FirstOrDefault(i => i.Version.Major == major);
        Assert.SkipWhen(found is null, major == 2 ? "python2.7 is not installed" : "python3 with lib2to3 is not installed");
        return found!;
    }

    /// <summary>Runs a script to its end; the reason.</summary>
    public static (string? Reason, string Printed) Run(int major, string source, PythonOptions? options = null, string language = "2.7.2", params (string Name, string Content)[] files)
    {
        var bench = new ScriptBench();
        foreach (var (name, content) in files) bench.Files[name] = Encoding.Latin1.GetBytes(content);
        using var running = bench.Start(major, source, options, language);
        return (bench.Ended(), bench.Printed);
    }

    public IDisposable Start(int major, string source, PythonOptions? options = null, string language = "2.7.2") =>
        Running = new PythonRuntime(Interpreter(major), options ?? new()).Start(new("First.py", Encoding.Latin1.GetBytes(source), language, [new("MDM", _mdm, []), new("SPI", [new("new", 3, 11)], [new("init", 2, 4), new("readwrite", 1, 3)])]), this);

    /// <summary>Waits for the end; the reason.</summary>
    public string? Ended()
    {
        Assert.True(_ended.Task.Wait(Peer.Deadline), $"The script did not end. It printed: {Printed}");
        return _ended.Task.Result;
    }

    public bool HasEnded => _ended.Task.IsCompleted;

    /// <summary>Waits until the script calls MDM.never.</summary>
    public void Asked() => Assert.True(_asked.Task.Wait(Peer.Deadline), $"The script asked for nothing. It printed: {Printed}");

    public void Imported(string module) => Imports.Add(module);

    public void Print(ReadOnlySpan<byte> text) => _printed.Append(Encoding.Latin1.GetString(text));

    void IScriptMachine.Ended(string? reason) => _ended.SetResult(reason);

    public async ValueTask<ScriptValue> Call(string module, string function, ScriptValue[] arguments)
    {
        switch (module == ScriptLanguage.Module ? function : "MDM." + function)
        {
            case "MDM.echo":
                return ScriptValue.Of(arguments);
            case "MDM.receive":
                return ScriptValue.Of("\r\nOK\r\n");
            case "MDM.new":
                return ScriptValue.Of(77);
            case "MDM.readwrite":
                return ScriptValue.Of(arguments[0], arguments[1]);
            case "MDM.refuse":
                throw new ScriptCallException("ValueError", "not so");
            case "MDM.never":
                _asked.TrySetResult();
                await new TaskCompletionSource().Task;
                break;
            case ScriptLanguage.Time:
                return ScriptValue.Of(1_300_000_000_000_000);
            case ScriptLanguage.Read:
                return Files.TryGetValue(Name(arguments[0]), out var content) ? ScriptValue.Of(content.AsMemory()) : ScriptValue.None;
            case ScriptLanguage.Write:
                if (Name(arguments[0]).Contains('/')) return ScriptValue.Of(-1);
                Files[Name(arguments[0])] = arguments[1].Octets.ToArray();
                break;
            case ScriptLanguage.Unlink:
                return ScriptValue.Of(Files.Remove(Name(arguments[0])) ? 1 : -1);
            case ScriptLanguage.Rename:
                if (!Files.Remove(Name(arguments[0]), out var moved)) return ScriptValue.Of(-1);
                Files[Name(arguments[1])] = moved;
                break;
        }
        return ScriptValue.Of(1);

        static string Name(ScriptValue value) => Encoding.Latin1.GetString(value.Octets.Span);
    }

    /// <summary>Processes that this one has started and that run Python.</summary>
    public static int[] Children(int parent) => [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => int.TryParse(n, CultureInfo.InvariantCulture, out _)).Select(n => int.Parse(n!, CultureInfo.InvariantCulture)).Where(pid => ParentOf(pid) == parent)];

    private static int ParentOf(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("PPid:", StringComparison.Ordinal));
            return line is null ? 0 : int.Parse(line[5..].Trim(), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
