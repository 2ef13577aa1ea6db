using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Xunit;

namespace AtRun.Peers;

/// <summary><c>atrun sim</c> as a process of its own, on addresses that nobody else uses.</summary>
internal sealed class RunningSim : IDisposable
{
    public const string StepByStep = "AT#TCPATRUNCFG=1,2,1024,12345,\"212.141.125.127\",1,5,1,5,1";

    private readonly BlockingCollection<JsonElement> _events = [];
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly string _folder;
    private readonly bool _ownFolder;

    /// <param name="init">Commands for <c>--init</c>; null: none.</param>
    /// <param name="folder">Holds the state and the port; null: neither is kept.</param>
    /// <param name="more">More options.</param>
    public RunningSim(IEnumerable<string>? init = null, string? folder = null, params string[] more)
    {
        (_folder, _ownFolder) = (folder ?? Directory.CreateTempSubdirectory("atrun-peers-").FullName, folder is null);
        Port = Path.Combine(_folder, "ttyAT0");
        Control = Path.Combine(_folder, "control");
        var arguments = new List<string> { "sim", "--json", "--apn-pool", FreeAddresses(), "--port", Port, "--control", Control };
        if (folder is not null) arguments.AddRange(["--state", Path.Combine(folder, "state")]);
        if (init is not null) arguments.AddRange(["--init", "-"]);
        // The usual place is for people, and for one simulation at a time.
        if (!more.Contains("--smpp")) arguments.AddRange(["--smpp", "none"]);
        // Garbage is collected early, so that what a process holds is what it needs (hexadecimal: 2 MiB).
        Process = Peer.Start(Peer.AtRun, [.. arguments, .. more], ("DOTNET_GCgen0size", "200000"));
        Process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _events.Add(JsonDocument.Parse(text).RootElement);
            else _events.CompleteAdding();
        };
        Process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        Process.BeginOutputReadLine();
        Process.BeginErrorReadLine();
        foreach (var command in init ?? []) Process.StandardInput.WriteLine(command);
        Process.StandardInput.Close();
        First = Next("module");
    }

    public Process Process { get; }

    /// <summary>Path of module 1's serial port.</summary>
    public string Port { get; }

    /// <summary>Path of the control socket.</summary>
    public string Control { get; }

    /// <summary>What is said of module 1.</summary>
    public JsonElement First { get; }

    /// <summary>A module in server mode, automatic login.</summary>
    public static IEnumerable<string> Server =>
    [
        "AT+CGDCONT=1,\"IP\",\"internet\"", "AT#SGACTCFG=1,1", "AT#SCFG=1,1,1,0,600,1", "AT#TCPATRUNFRWL=1,\"127.0.0.0\",\"255.0.0.0\"",
        "AT#TCPATRUNAUTH=1,\"testuser\",\"testpassw\"", "AT#TCPATRUNCFG=1,2,1024,12345,\"212.141.125.127\",1,5,0,5,1", "AT#TCPATRUNL=1",
    ];

    /// <summary>A module in server mode that asks for name and password.</summary>
    public static IEnumerable<string> PromptingServer => [.. Server.SkipLast(2), StepByStep, "AT#TCPATRUNL=1"];

    /// <summary>Waits until a module listens.</summary>
    public IPEndPoint Listening() => IPEndPoint.Parse(Next("listening").GetProperty("address").GetString()!);

    /// <summary>Where its message centre takes applications; asked first.</summary>
    public IPEndPoint Smpp() => IPEndPoint.Parse(Next("smpp").GetProperty("address").GetString()!);

    /// <summary>Waits until module 1 has run its init commands.</summary>
    public void Ready() => Next("ready");

    /// <summary>Waits until a line with that text was logged so often (--verbose).</summary>
    public void Logged(string text, int times = 1)
    {
        for (var begun = Stopwatch.GetTimestamp(); _errors.Count(l => l.Contains(text, StringComparison.Ordinal)) < times; Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, $"\"{text}\" is not logged, but {string.Join('\n', _errors)}");
    }

    /// <summary>Ends it by a signal and returns its exit code.</summary>
    public int End(int signal)
    {
        Peer.Signal(Process, signal);
        Assert.True(Process.WaitForExit(Peer.Deadline), "The simulator did not end.");
        return Process.ExitCode;
    }

    /// <summary>SIGKILL: the power goes.</summary>
    public void Kill()
    {
        Process.Kill();
        Process.WaitForExit();
    }

    public void Dispose()
    {
        if (!Process.HasExited) Kill();
        Process.Dispose();
        if (_ownFolder) Directory.Delete(_folder, recursive: true);
    }

    private JsonElement Next(string what)
    {
        while (_events.TryTake(out var found, Peer.Deadline))
            if (found.GetProperty("event").GetString() == what) return found;
        throw new InvalidOperationException($"The simulator does not say \"{what}\", but {string.Join('\n', _errors)}");
    }

    // Taken for as long as it takes to ask: a collision is possible, and seen then.
    private static string FreeAddresses()
    {
        while (true)
        {
            var third = (byte)Random.Shared.Next(1, 190);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 20, third, 1]), 1024));
                return $"127.20.{third}.0/24";
            }
            catch (SocketException)
            {
                // Somebody is there.
            }
        }
    }
}
