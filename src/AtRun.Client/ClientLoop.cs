using AtRun.Transport;

namespace AtRun.Client;

/// <summary>An event loop on the caller's thread for as long as some work takes: what a program that does one thing needs.</summary>
public static class ClientLoop
{
    /// <summary>Runs the work; what it awaits resumes on the caller's thread.</summary>
    /// <param name="work">Gets the loop, and a token that is cancelled on it.</param>
    /// <param name="stop">May be cancelled on any thread.</param>
    /// <param name="speed">Seconds of the loop's time per second on the wall's clock.</param>
    public static T Run<T>(Func<EventLoop, CancellationToken, Task<T>> work, CancellationToken stop, double speed = 1)
    {
        using var loop = new EventLoop(speed);
        using var cancelled = new CancellationTokenSource();
        using var over = new CancellationTokenSource();
        using var asked = stop.UnsafeRegister(_ => loop.Post(cancelled.Cancel), null);
        Task<T>? running = null;
        loop.Post(Begin);
        loop.Run(over.Token);
        return running!.GetAwaiter().GetResult();

        async void Begin()
        {
            running = Begun();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            over.Cancel();
        }

        // What it throws before its first await is a failed task like any other.
        async Task<T> Begun() => await work(loop, cancelled.Token);
    }
}
