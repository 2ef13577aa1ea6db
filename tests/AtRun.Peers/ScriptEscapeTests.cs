using System.Diagnostics;
using System.Runtime.InteropServices;
using AtRun.Runtimes.Python;
using Xunit;

namespace AtRun.Peers;

/// <summary>Scripts that want more than their module gives them.</summary>
public sealed class ScriptEscapeTests
{
    /// <summary>Past the import hook, as everyone who knows the interpreter gets past it: what stands behind is the filter of system calls.</summary>
    private const string Outside = """
        def find(name):
            for c in ().__class__.__base__.__subclasses__():
                for f in c.__dict__.values():
                    g = getattr(f, 'func_globals', None) or getattr(f, '__globals__', None)
                    if g and g.get(name) is not None: return g[name]
                    if g and g.has_key('sys') and g['sys'].modules.has_key(name): return g['sys'].modules[name]
        os = find('os'); sys = find('sys'); ctypes = sys.modules['ctypes']
        libc = ctypes.CDLL(None, use_errno=True)
        def refused(what):
            try: done = eval(what); print what, done,
            except OSError, e: print e.args[0],

        """;

    public static TheoryData<int> Majors => ScriptBench.Majors;

    [Theory, MemberData(nameof(Majors))]
    public void TheSystemRefusesWhatTheScriptReaches(int major)
    {
        // socket, connect, clone, execve, ptrace, clone3.
        var numbers = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "(198, 203, 220, 221, 117, 435)" : "(41, 42, 56, 59, 101, 435)";
        string[] attempts =
        [
            "os.fork()", "os.execv('/bin/sh', ['sh'])", "os.kill(os.getppid(), 9)", "os.kill(os.getpid(), 9)", "os.open('/etc/passwd', 0)", "os.open('/tmp/atrun-x', 65)", "os.listdir('/')",
            "os.unlink('/tmp/atrun-x')", "os.rename('/tmp/a', '/tmp/b')", "os.chmod('/tmp', 0)", "os.mkdir('/tmp/atrun-x')", "os.close(3)", "os.dup(3)", "os.dup2(3, 0)", "os.pipe()", "os.read(0, 1)", "os.chdir('/tmp')", "os.setsid()",
        ];
        var script = Outside + string.Concat(attempts.Select(a => $"refused(\"{a}\")\n")) + """
            print
            print os.system('id') != 0, libc.fork(), ctypes.get_errno()
            def call(*numbers): return libc.syscall(*numbers), ctypes.get_errno()
            for n in numbers: print call(n, 0, 0, 0, 0, 0),
            print
            print libc.prctl(1, 0, 0, 0, 0), libc.prctl(22, 0, 0, 0, 0), libc.mmap(0, 4096, 7, 34, -1, 0), libc.mprotect(id(libc) & ~4095, 4096, 7)
            """;
        var (reason, printed) = ScriptBench.Run(major, script.Replace("numbers:", numbers + ":", StringComparison.Ordinal));
        Assert.Null(reason);
        var lines = printed.Split('\n');
        Assert.Equal(string.Join(' ', attempts.Select(_ => "1")), lines[0].Trim());
        Assert.Equal("True -1 1", lines[1]);
        Assert.All(lines[2].Replace(") (", ")|(", StringComparison.Ordinal).Split('|'), l => Assert.Equal("(-1, 1)", l.Trim()));
        Assert.Equal("-1 -1 -1 -1", lines[3]);
    }

    [Theory, MemberData(nameof(Majors))]
    public void GarbageInTheChannelEndsTheScript(int major)
    {
        var write = major == 2 ? "'\\xff' * 64" : "bytes([255] * 64)";
        var (reason, _) = ScriptBench.Run(major, Outside + $"for fd in range(3, 16):\n  try: os.write(fd, {write})\n  except OSError: pass\nimport MDM\nMDM.read()\n");
        Assert.Equal("it sent into its channel a frame of 4294967295 octets, 5242880 at most", reason);
    }

    [Theory, MemberData(nameof(Majors))]
    public void MemoryHasAnEnd(int major)
    {
        var clock = Stopwatch.StartNew();
        Assert.Matches("First.py, line 3: MemoryError", ScriptBench.Run(major, "l = []\nwhile 1:\n  l.append('a' * 1000000)\n").Reason);
        Assert.Matches("MemoryError", ScriptBench.Run(major, "x = 1 << (1 << 33)\n").Reason);
        Assert.Matches("RuntimeError|RecursionError", ScriptBench.Run(major, "def f(n): return f(n + 1)\nf(0)\n").Reason);
        Assert.True(clock.Elapsed < Peer.Deadline);
    }

    [Theory, MemberData(nameof(Majors))]
    public void ProcessorTimeHasAnEnd(int major) =>
        Assert.Equal("it used 1 s of processor time without asking anything of the module", ScriptBench.Run(major, "while 1: pass\n", new PythonOptions { ProcessorTime = 1 }).Reason);

    [Theory, MemberData(nameof(Majors))]
    public void AScriptThatOnlyPrintsIsHeard(int major)
    {
        var (reason, printed) = ScriptBench.Run(major, "print 'x' * 3000000\n");
        Assert.Null(reason);
        Assert.Equal(3000001, printed.Length);
    }

    [Theory, MemberData(nameof(Majors))]
    public void DisposedOfItIsGone(int major)
    {
        var bench = new ScriptBench();
        bench.Start(major, "import MDM\nMDM.read()\nprint 'here'\nwhile 1: sum([1] * 1000)\n");
        WaitFor(() => bench.Printed.Length > 0, "It does not run.");
        var before = ScriptBench.Children(Environment.ProcessId);
        Assert.NotEmpty(before);
        bench.Running!.Dispose();
        WaitFor(() => ScriptBench.Children(Environment.ProcessId).Length < before.Length, "Its process stays.");
        Assert.False(bench.HasEnded);
    }

    /// <summary>SIGKILL of the simulation: nothing of it can end its children then.</summary>
    [Theory, MemberData(nameof(Majors))]
    public void ItEndsWithItsParent(int major)
    {
        var interpreter = ScriptBench.Interpreter(major);
        using var sim = new RunningSim(null, null, "--python", interpreter.Path);
        using var line = new SerialLine(sim.Port);
        const string Script = "while 1: max([1] * 1000)\n";
        line.Type($"AT#WSCRIPT=\"spin.py\",{Script.Length}\r");
        Assert.NotNull(line.Until(">>>"));
        line.Type(Script);
        Assert.NotNull(line.Until("OK\r\n"));
        line.Type("AT#ESCRIPT=\"spin.py\"\r");
        Assert.NotNull(line.Until("OK\r\n"));
        line.Type("AT#EXECSCR\r");
        Assert.NotNull(line.Until("OK\r\n"));
        int[] children = [];
        WaitFor(() => (children = ScriptBench.Children(sim.Process.Id)).Length > 0, "The script does not run.");
        var clock = Stopwatch.StartNew();
        sim.Kill();
        WaitFor(() => !children.Any(pid => Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z", StringComparison.Ordinal)), "It goes on without its parent.");
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"It took {clock.Elapsed}.");
    }

    private static void WaitFor(Func<bool> evidence, string otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!evidence())
        {
            Assert.True(clock.Elapsed < Peer.Deadline, otherwise);
            Thread.Sleep(20);
        }
    }
}
