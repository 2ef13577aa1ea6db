using System.Diagnostics;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Transport;

namespace AtRun.Cli.Bench;

/// <summary>What came out of a load on modules that dial, as <c>--json</c> prints it.</summary>
/// <param name="ConnectSeconds">From the first connection to the last module that told who it is.</param>
/// <param name="ConnectRate">Modules per second in that time.</param>
/// <param name="HeapPerSession">Octets of managed memory that each idle session takes.</param>
/// <param name="ResidentPerSession">Octets by which the process has grown for each.</param>
/// <param name="Load">Commands, one under way with each module.</param>
internal sealed record ListenBenchReport(int Sessions, double ConnectSeconds, double ConnectRate, long HeapPerSession, long ResidentPerSession, BenchReport Load);

/// <summary>A closed loop of commands on modules that dial: waits for so many of them, then each answer sends that module its next command.</summary>
internal sealed class ListenBenchRun(EventLoop loop, ListenTarget target, BenchOptions options, Action<string> say)
{
    private readonly LatencyHistogram _latencies = new();
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _allLost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _firstAt;
    private long _lastAt;
    private long _errors;
    private int _there;
    private int _looping;
    private int _lost;
    private bool _over;

    /// <exception cref="CliException">Not all of them came.</exception>
    public async Task<ListenBenchReport> Run(CancellationToken stop)
    {
        var (heap, resident) = Memory();
        using var listener = Listen();
        listener.Connected += _ => _firstAt = _firstAt == 0 ? Stopwatch.GetTimestamp() : _firstAt;
        listener.Identified += _ => Identified();
        listener.Lost += (_, _) => _lost++;
        say($"waiting for {options.Sessions} modules on {listener.Local}");
        await AllThere(listener, stop);
        var connecting = Stopwatch.GetElapsedTime(_firstAt, _lastAt).TotalSeconds;
        var (heapNow, residentNow) = Memory();
        say($"{options.Sessions} modules are there");
        var request = new AtRequest(options.Command);
        foreach (var module in listener.Modules.Values) Loop(module, request);
        await Either(options.WarmUp, stop);
        _latencies.Clear();
        _errors = 0;
        var (begun, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Either(options.Measured, stop);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds;
        _over = true;
        var load = new BenchReport(options.Sessions, 1, _latencies.Count, _errors, _lost, Math.Round(seconds, 3), Math.Round(_latencies.Count / seconds, 1),
            Microseconds(0.5), Microseconds(0.9), Microseconds(0.99), Microseconds(0.999), Microseconds(1), Math.Round(used, 3));
        return new(options.Sessions, Math.Round(connecting, 3), Math.Round(options.Sessions / Math.Max(connecting, 1e-6), 1),
            (heapNow - heap) / options.Sessions, (residentNow - resident) / options.Sessions, load);
    }

    /// <summary>What is held, without what only waits to be collected or given back.</summary>
    private static (long Heap, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: false), Environment.WorkingSet);
    }

    private ModuleListener Listen()
    {
        try
        {
            // As many as are wanted are no attack.
            var most = options.Sessions + 1000;
            return new(loop, target.Local, new() { MaxConnections = most, MaxUnidentified = most, MaxModules = most });
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new CliException(ExitCode.Unreachable, $"{target}: nobody can listen there: {e.Message}.");
        }
    }

    private async Task AllThere(ModuleListener listener, CancellationToken stop)
    {
        try
        {
            await _all.Task.WaitAsync(options.Timeout, loop.Time, stop);
        }
        catch (TimeoutException)
        {
            throw new CliException(ExitCode.Unreachable, $"{target}: within {options.Timeout.TotalSeconds:0.#} s {_there} of {options.Sessions} modules have dialled in; {listener.Unidentified} more have not told who they are.");
        }
    }

    private void Identified()
    {
        _lastAt = Stopwatch.GetTimestamp();
        if (++_there == options.Sessions) _all.TrySetResult();
    }

    private async void Loop(RemoteModule module, AtRequest request)
    {
        _looping++;
        try
        {
            while (!_over)
            {
                var at = Stopwatch.GetTimestamp();
                var response = await module.Execute(request);
                // Of the histogram, nanoseconds.
                _latencies.Add((Stopwatch.GetTimestamp() - at) * 1_000_000_000 / Stopwatch.Frequency);
                if (!response.IsSuccess) _errors++;
            }
        }
        catch (AtRunException)
        {
            // It is counted by the listener, or all is over.
        }
        if (--_looping == 0) _allLost.TrySetResult();
    }

    private double Microseconds(double share) => Math.Round(_latencies.Percentile(share) / 1000.0, 1);

    private Task Either(TimeSpan span, CancellationToken stop) => Task.WhenAny(Task.Delay(span, loop.Time, stop), _allLost.Task).Unwrap();
}
