using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Client;
using AtRun.Transport;

namespace AtRun.Cli.Bench;

/// <summary>What a load consists of.</summary>
internal sealed record BenchOptions
{
    public required int Sessions { get; init; }

    /// <summary>Commands under way in each session.</summary>
    public required int Depth { get; init; }

    public required TimeSpan WarmUp { get; init; }
    public required TimeSpan Measured { get; init; }
    public required string Command { get; init; }

    /// <summary>To connect and log in all sessions.</summary>
    public required TimeSpan Timeout { get; init; }
}

/// <summary>Where a session goes: an address, and how one logs in there (null: not at all).</summary>
internal readonly record struct BenchPlace(IPEndPoint Address, TcpTarget? Login);

/// <summary>Why a load could not begin.</summary>
internal sealed record BenchFailure(ExitCode Code, string Text);

/// <summary>What came out, as <c>--json</c> prints it.</summary>
/// <param name="Commands">Answered while it was measured.</param>
/// <param name="Errors">Of these, answered by an error.</param>
/// <param name="Lost">Sessions that the module ended.</param>
/// <param name="Rate">Commands per second.</param>
/// <param name="P50">Microseconds from sending a command to its final result, and so on.</param>
/// <param name="OwnCpu">Cores that the load generator itself was busy on.</param>
internal sealed record BenchReport(
    int Sessions, int Depth, long Commands, long Errors, int Lost, double Seconds, double Rate, double P50, double P90, double P99, double P999, double Max, double OwnCpu);

/// <summary>A closed loop of commands on many sessions: each answer sends the next command. All on one event loop.</summary>
internal sealed class BenchRun
{
    private static readonly TimeSpan PromptWait = new ConnectOptions().PromptWait;

    private readonly EventLoop _loop;
    private readonly byte[] _commands;
    private readonly int _commandLength;
    private readonly TaskCompletionSource _allLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<BenchSession> _sessions = [];
    private int _lost;

    public BenchRun(EventLoop loop, BenchOptions options)
    {
        (_loop, Options) = (loop, options);
        var line = Encoding.Latin1.GetBytes(options.Command + "\r");
        _commandLength = line.Length;
        _commands = new byte[line.Length * options.Depth];
        for (var i = 0; i < options.Depth; i++) line.CopyTo(_commands, i * line.Length);
    }

    public BenchOptions Options { get; }

    public LatencyHistogram Latencies { get; } = new();

    public long Errors { get; set; }

    /// <summary>Typed first: no echo, and with more than one command under way the module has to queue them (TCP-30).</summary>
    public string SetUp => Options.Depth == 1 ? "ATE0" : "ATE0;#TCPATCMDSEQ=1";

    /// <summary>The command line, so many times.</summary>
    public ReadOnlySpan<byte> Commands(int count) => _commands.AsSpan(0, count * _commandLength);

    public void Lost()
    {
        if (++_lost == _sessions.Count) _allLost.TrySetResult();
    }

    /// <exception cref="CliException">A session could not be had.</exception>
    public async Task<BenchReport> Run(IReadOnlyList<BenchPlace> places, Action began, CancellationToken stop)
    {
        try
        {
            await Connect(places, stop);
            began();
            foreach (var session in _sessions) session.Begin();
            await Either(Options.WarmUp, stop);
            Latencies.Clear();
            Errors = 0;
            var (begun, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Either(Options.Measured, stop);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds;
            return new(_sessions.Count, Options.Depth, Latencies.Count, Errors, _lost, Math.Round(seconds, 3), Math.Round(Latencies.Count / seconds, 1),
                Microseconds(0.5), Microseconds(0.9), Microseconds(0.99), Microseconds(0.999), Microseconds(1), Math.Round(used, 3));
        }
        finally
        {
            foreach (var session in _sessions) session.End();
        }
    }

    private double Microseconds(double share) => Math.Round(Latencies.Percentile(share) / 1000.0, 1);

    private Task Either(TimeSpan span, CancellationToken stop) => Task.WhenAny(Task.Delay(span, _loop.Time, stop), _allLost.Task).Unwrap();

    private async Task Connect(IReadOnlyList<BenchPlace> places, CancellationToken stop)
    {
        var all = Enumerable.Range(0, Options.Sessions).Select(i => Open(places[i % places.Count])).ToArray();
        using var prompts = _loop.Time.CreateTimer(_ => _sessions.ForEach(s => s.NoPrompt()), null, PromptWait, Timeout.InfiniteTimeSpan);
        using var late = _loop.Time.CreateTimer(_ => GiveUp(), null, Options.Timeout, Timeout.InfiniteTimeSpan);
        for (var i = 0; i < all.Length; i++)
            if (await all[i].WaitAsync(stop) is { } failure) throw new CliException(failure.Code, $"{places[i % places.Count].Address} {failure.Text}.");
    }

    private Task<BenchFailure?> Open(BenchPlace place)
    {
        var session = new BenchSession(this, place.Login);
        _sessions.Add(session);
        TcpLink link = null!;
        link = _loop.Connect(null, place.Address, _ => session, error =>
        {
            if (error == SocketError.Success) session.Connected(link);
            else session.Fail(new(error == SocketError.TooManyOpenSockets ? ExitCode.Fault : ExitCode.Unreachable, $"cannot be reached: {error}"));
        });
        return session.Ready;
    }

    private void GiveUp()
    {
        foreach (var session in _sessions)
            if (!session.Ready.IsCompleted)
                session.Fail(new(ExitCode.Unreachable, $"did not answer within {Options.Timeout.TotalSeconds:0.#} s: {session.Waiting} is missing"));
    }
}
