using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AtRun.Runtimes.Python;

/// <summary>An interpreter that runs scripts.</summary>
/// <param name="Path">Its program.</param>
/// <param name="Version">Major, minor, patch.</param>
public sealed record PythonInterpreter(string Path, Version Version)
{
    /// <summary>What it says of itself begins so.</summary>
    private const string Mark = "atrun-python";

    /// <summary>Longest that an interpreter takes to say what it is.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>Version, kind, lib2to3, what confines, program.</summary>
    private const string Question = """
        import sys
        def has(*names):
            for name in names:
                try: __import__(name)
                except Exception: return 0
            return 1
        print("atrun-python %d.%d.%d %s %d %d %s" % (sys.version_info[:3] + (getattr(sys, "subversion", [getattr(getattr(sys, "implementation", None), "name", "?")])[0].lower(), has("lib2to3.refactor"), has("ctypes", "resource"), sys.executable)))
        """;

    /// <summary>In the order in which they are tried: as the module has it, then with translation. Python 3.13 has no lib2to3 any more.</summary>
    private static readonly string[] _names = ["python2.7", "python2", "python3", "python3.12", "python3.11", "python3.10", "python3.9", "python3.8"];

    /// <summary>Where Debian has them, whatever the path says.</summary>
    private static readonly string[] _places = ["/usr/local/bin", "/usr/bin"];

    /// <summary>Scripts are translated from Python 2 before they run.</summary>
    public bool Translates => Version.Major > 2;

    /// <summary>What it is, and what differs from a module, in one line.</summary>
    public string Description => Translates
        ? $"Python {Version} ({Path}), translated from Python 2 by lib2to3; docs/scripts.md says what differs"
        : $"Python {Version} ({Path})";

    /// <summary>The first that serves; null: there is none.</summary>
    /// <param name="path">Folders that are looked through, separated by ':'.</param>
    public static PythonInterpreter? Find(string path)
    {
        var folders = path.Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(_places).Distinct().ToArray();
        return _names.SelectMany(name => folders.Select(folder => System.IO.Path.Combine(folder, name))).Where(File.Exists).Select(file => Probe(file, out _)).FirstOrDefault(found => found is not null);
    }

    /// <summary>Asks a program what it is; null: it does not serve, <paramref name="why"/> not.</summary>
    public static PythonInterpreter? Probe(string program, out string why)
    {
        var start = new ProcessStartInfo(program, ["-E", "-s", "-S", "-c", Question]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!Task.WaitAll([output, errors], _patience))
            {
                process.Kill(entireProcessTree: true);
                why = $"{program} does not answer.";
                return null;
            }
            return Parse(output.Result, out why) is { } found ? found : null;
        }
        catch (Win32Exception e)
        {
            why = $"{program}: {e.Message}.";
            return null;
        }
    }

    /// <summary>Reads what an interpreter says of itself; null: it does not serve, <paramref name="why"/> not.</summary>
    internal static PythonInterpreter? Parse(string output, out string why)
    {
        var line = output.Split('\n').FirstOrDefault(l => l.StartsWith(Mark, StringComparison.Ordinal));
        var parts = line?.TrimEnd('\r').Split(' ', 6) ?? [];
        why = "it is no Python interpreter.";
        if (parts.Length != 6 || !Version.TryParse(parts[1], out var version) || parts[5].Length == 0) return null;
        why = parts[2] != "cpython" ? string.Create(CultureInfo.InvariantCulture, $"it is {parts[2]}, which cannot be confined; CPython serves.")
            : parts[4] != "1" ? "it has not ctypes and resource, by which scripts are confined."
            : version.Major == 2 && version.Minor == 7 ? ""
            : version.Major != 3 ? $"Python {version} does not serve: 2.7 does, and 3 with lib2to3."
            : parts[3] != "1" ? $"Python {version} has no lib2to3 (Debian: python3-lib2to3; from 3.13 on there is none)."
            : "";
        return why.Length == 0 ? new(parts[5], version) : null;
    }
}
