using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;

namespace AtRun.Peers;

/// <summary><c>atrun listen</c> as a process of its own: the host that a module in client mode dials.</summary>
internal sealed class RunningHost : IDisposable
{
    private readonly BlockingCollection<JsonElement> _events = [];
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;

    /// <param name="port">Of 127.0.0.1; 0: any.</param>
    /// <param name="commands">Run once on each module.</param>
    public RunningHost(int port, params string[] commands)
    {
        _process = Peer.Start(Peer.AtRun, ["listen", "--json", "--keep", $"127.0.0.1:{port}", .. commands.SelectMany(c => (string[])["--exec", c])]);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text) _events.Add(JsonDocument.Parse(text).RootElement);
            else _events.CompleteAdding();
        };
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
        Local = IPEndPoint.Parse(Next("listening").GetProperty("address").GetString()!);
    }

    public IPEndPoint Local { get; }

    /// <summary>Waits until a module is there; from where.</summary>
    /// <param name="what"><c>identified</c>: it was not known; <c>back</c>: it was.</param>
    public IPEndPoint Module(string what) => IPEndPoint.Parse(Next(what).GetProperty("address").GetString()!);

    /// <summary>SIGKILL: its connections are closed by the system.</summary>
    public void Kill()
    {
        if (_process.HasExited) return;
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private JsonElement Next(string what)
    {
        while (_events.TryTake(out var found, Peer.Deadline))
            if (found.GetProperty("event").GetString() == what) return found;
        throw new InvalidOperationException($"The host does not say \"{what}\", but {string.Join('\n', _errors)}");
    }
}
