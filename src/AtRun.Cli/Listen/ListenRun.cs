using System.Net.Sockets;
using AtRun.Cli.Exec;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Transport;

namespace AtRun.Cli.Listen;

/// <summary>The host that modules dial: runs its commands once on each of them, or on the first alone.</summary>
/// <remarks>
/// Once for each IMEI, not once for each connection: a module that comes back goes on where it was. What it lost with its connection
/// is not sent again; it counts as failed.
/// </remarks>
internal sealed class ListenRun(Invocation invocation, ListenOptions options)
{
    private readonly TaskCompletionSource<ExitCode> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<string> _served = [];
    private ListenReport _report = null!;
    private int _failed;

    private bool Many => options.Keep || options.Commands.Count == 0;

    /// <summary>How it ended; null: it was told to stop, and what it had done was well.</summary>
    public async Task<ExitCode?> Run(EventLoop loop, CancellationToken stop)
    {
        using var listener = Listen(loop);
        using var report = _report = new ListenReport(invocation, listener, Many, loop.Time);
        listener.Identified += module => Serve(module, stop);
        report.Begin();
        using var stopped = stop.UnsafeRegister(_ => _ended.TrySetResult(ExitCode.Interrupted), null);
        using var late = Many || invocation.Timeout is not { } limit ? null : loop.Time.CreateTimer(_ => GiveUp(limit), null, limit, Timeout.InfiniteTimeSpan);
        var code = await _ended.Task;
        return !stop.IsCancellationRequested ? code : !Many ? ExitCode.Interrupted : _failed > 0 ? ExitCode.PartlyFailed : null;
    }

    private ModuleListener Listen(EventLoop loop)
    {
        try
        {
            return new ModuleListener(loop, options.Local, new() { KeepAlive = options.KeepAlive, MaxPerAddress = options.PerAddress });
        }
        catch (SocketException e)
        {
            throw new CliException(ExitCode.Unreachable, $"nobody can listen on {options.Local}: {e.Message}.");
        }
    }

    private void GiveUp(TimeSpan limit)
    {
        if (_served.Count > 0) return;
        invocation.Error.WriteLine($"atrun: no module has dialled in within {limit.TotalSeconds:0.#} s.");
        _ended.TrySetResult(ExitCode.Unreachable);
    }

    private async void Serve(RemoteModule module, CancellationToken stop)
    {
        if (options.Commands.Count == 0 || (options.Imei is not null && options.Imei != module.Imei)) return;
        // The first one, where one is enough; each of them once.
        if ((!Many && _served.Count > 0) || !_served.Add(module.Imei)) return;
        try
        {
            var code = await RunAll(module, stop);
            _report.Served(module);
            if (code != ExitCode.Done) _failed++;
            if (!Many) _ended.TrySetResult(code);
        }
        catch (Exception e) when (e is OperationCanceledException or CliException)
        {
            _ended.TrySetResult(e is CliException ? Failures.CodeOf(e) : ExitCode.Interrupted);
            if (e is CliException) invocation.Error.WriteLine($"atrun: {e.Message}");
        }
    }

    private async Task<ExitCode> RunAll(RemoteModule module, CancellationToken stop)
    {
        var source = new CommandSource(options.Commands);
        var (first, succeeded) = (ExitCode.Done, 0);
        while (await source.Next(stop) is { } command)
        {
            var result = await One(module, command, source, stop);
            _report.Answer(module, result);
            if (result.Exit == (int)ExitCode.Done) succeeded++;
            else if (first == ExitCode.Done) first = (ExitCode)result.Exit;
            if (result.Exit != (int)ExitCode.Done && !options.KeepGoing) return first;
            // After CONNECT data follow, of which there are none.
            if (module.IsOnline) await module.Escape(AtRequest.UsualTimeout, stop);
        }
        return first != ExitCode.Done && succeeded > 0 ? ExitCode.PartlyFailed : first;
    }

    private async Task<ExecResult> One(RemoteModule module, string command, CommandSource source, CancellationToken stop)
    {
        try
        {
            var request = new AtRequest(command) { Timeout = invocation.Timeout, Data = _ => source.Data(stop) };
            return ExecResult.Of(await module.Execute(request, stop));
        }
        catch (AtRunException e)
        {
            return ExecResult.Of(command, e);
        }
    }
}
