namespace AtRun.Module.Scripts;

/// <summary>Something that a script's call waits for.</summary>
/// <param name="time">Of the module's turn.</param>
/// <param name="over">The script is over: who waits does so no longer.</param>
internal sealed class ScriptSignal(TimeProvider time, CancellationToken over)
{
    private TaskCompletionSource<bool>? _waiting;

    /// <summary>It happened. Who waits goes on later in the turn: what tells of it may stand in the middle of something.</summary>
    public void Raise() => _waiting?.TrySetResult(true);

    /// <summary>Waits until it happens; false: it did not within the time.</summary>
    /// <exception cref="OperationCanceledException">The script is over.</exception>
    public async Task<bool> Wait(TimeSpan limit)
    {
        var waiting = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = waiting;
        using var timer = time.CreateTimer(static w => ((TaskCompletionSource<bool>)w!).TrySetResult(false), waiting, limit, Timeout.InfiniteTimeSpan);
        using var ended = over.Register(() => waiting.TrySetCanceled(over));
        return await waiting.Task;
    }
}
