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

/// <summary>What came out; times in nanoseconds.</summary>
internal sealed record BenchResult(
    int Sessions, int Depth, long Commands, long Errors, int Lost, double Seconds, double Rate, long P50, long P90, long P99, long P999, long Max, double Cpu);

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
    public async Task<BenchResult> Run(IReadOnlyList<BenchPlace> places, Action began, CancellationToken stop)
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
            return new(_sessions.Count, Options.Depth, Latencies.Count, Errors, _lost, seconds, Latencies.Count / seconds,
                Latencies.Percentile(0.5), Latencies.Percentile(0.9), Latencies.Percentile(0.99), Latencies.Percentile(0.999), Latencies.Max, used);
        }
        finally
        {
            foreach (var session in _sessions) session.End();
        }
    }

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
        try
        {
            link = _loop.Connect(null, place.Address, _ => session, error =>
            {
                if (error == SocketError.Success) session.Connected(link);
                else session.Fail(new(ExitCode.Unreachable, $"cannot be reached: {error}"));
            });
        }
        catch (SocketException e)
        {
            session.Fail(new(ExitCode.Fault, $"cannot be reached: {e.Message}"));
        }
        return session.Ready;
    }

    private void GiveUp()
    {
        foreach (var session in _sessions)
            if (!session.Ready.IsCompleted)
                session.Fail(new(ExitCode.Unreachable, $"did not answer within {Options.Timeout.TotalSeconds:0.#} s: {session.Waiting} is missing"));
    }
}
