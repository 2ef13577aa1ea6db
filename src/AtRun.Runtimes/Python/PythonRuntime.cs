using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using AtRun.Module.Worlds;

namespace AtRun.Runtimes.Python;

/// <summary>Runs scripts, each in an interpreter of its own: a process that can reckon and ask the module, and nothing else (docs/scripts.md).</summary>
public sealed class PythonRuntime(PythonInterpreter interpreter, PythonOptions options) : IScriptRuntime
{
    /// <summary>All that stands in the command line: it reads the launcher from the pipe.</summary>
    private const string Bootstrap = """
        import os
        def r(n):
            b = b""
            while len(b) < n:
                c = os.read(0, n - len(b))
                if not c: os._exit(0)
                b += c
            return b
        while 1:
            n = int(r(8), 16)
            if not n: break
            exec(compile(r(n), "<atrun>", "exec"))
        main()
        """;

    private readonly byte[] _launcher = Launcher(interpreter);

    public PythonInterpreter Interpreter => interpreter;

    internal PythonOptions Options => options;

    public IDisposable Start(ScriptStart start, IScriptMachine machine) => new PythonScript(this, start, machine);

    internal ProcessStartInfo Process()
    {
        // Nothing of the user's: no settings, no folders, no modules of a site; nothing is written beside the library.
        string[] alone = interpreter.Translates ? ["-I", "-S", "-B", "-W", "ignore"] : ["-E", "-s", "-S", "-B", "-W", "ignore"];
        var start = new ProcessStartInfo(interpreter.Path, [.. alone, "-c", Bootstrap])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        start.Environment["TZ"] = "UTC0";
        return start;
    }

    /// <summary>What the interpreter is sent before it answers anything.</summary>
    internal byte[] Opening(ScriptStart script)
    {
        var frame = ScriptCodec.Frame(ScriptValue.Of(
            ScriptValue.Of(script.Name), ScriptValue.Of(script.Source), ScriptValue.Of(script.Language), ScriptValue.Of([.. script.Modules.Select(Describe)]),
            ScriptValue.Of(options.Memory), ScriptValue.Of(options.ProcessorTime), ScriptValue.Of(options.Unconfined ? 0 : 1), ScriptValue.Of(Environment.ProcessId)));
        return [.. _launcher, .. frame];
    }

    private static ScriptValue Describe(ScriptModule module) => ScriptValue.Of(ScriptValue.Of(module.Name), Describe(module.Functions), Describe(module.Methods));

    private static ScriptValue Describe(IReadOnlyList<ScriptFunction> functions) =>
        ScriptValue.Of([.. functions.Select(f => ScriptValue.Of(ScriptValue.Of(f.Name), ScriptValue.Of(f.Least), ScriptValue.Of(f.Most)))]);

    private static byte[] Launcher(PythonInterpreter interpreter)
    {
        string[] parts = interpreter.Translates ? ["channel", "confine", "dialect", "python3", "launcher"] : ["channel", "confine", "dialect", "launcher"];
        using var to = new MemoryStream();
        foreach (var part in parts)
        {
            using var from = Assembly.GetExecutingAssembly().GetManifestResourceStream(part + ".py")!;
            to.Write(Length(from.Length));
            from.CopyTo(to);
        }
        to.Write(Length(0));
        return to.ToArray();

        static byte[] Length(long octets) => Encoding.ASCII.GetBytes(octets.ToString("x8", CultureInfo.InvariantCulture));
    }
}
