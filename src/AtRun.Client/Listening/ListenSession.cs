using System.Net.Sockets;
using AtRun.Transport;

namespace AtRun.Client.Listening;

/// <summary>A session with the one module that is waited for.</summary>
internal static class ListenSession
{
    /// <summary>Listens until the module has dialled in. The listener is there as long as the session: a module that loses its connection may come back.</summary>
    /// <exception cref="UnreachableException">The address is not ours or in use, or the module did not come in time.</exception>
    public static async Task<RemoteModule> Open(EventLoop loop, ListenTarget target, ConnectOptions? options, CancellationToken stop)
    {
        options ??= new();
        var listener = Listen(loop, target, options);
        try
        {
            return await Wait(listener, target, options.DialInTimeout ?? Timeout.InfiniteTimeSpan, loop.Time, stop);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private static ModuleListener Listen(EventLoop loop, ListenTarget target, ConnectOptions options)
    {
        try
        {
            // One that is away is waited for as long as the first time.
            return new ModuleListener(loop, target.Local, options.DialInTimeout is { } limit ? new() { Remember = limit } : null);
        }
        catch (SocketException e)
        {
            throw new UnreachableException($"{target}: nobody can listen there: {e.Message}.", e);
        }
    }

    private static async Task<RemoteModule> Wait(ModuleListener listener, ListenTarget target, TimeSpan timeout, TimeProvider time, CancellationToken stop)
    {
        var found = new TaskCompletionSource<RemoteModule>(TaskCreationOptions.RunContinuationsAsynchronously);
        listener.Identified += Identified;
        try
        {
            var module = await found.Task.WaitAsync(timeout, time, stop);
            module.Forgotten = listener.Dispose;
            return module;
        }
        catch (TimeoutException)
        {
            throw new UnreachableException($"{target}: {(target.Imei is null ? "no module has" : "the module has not")} dialled in within {timeout.TotalSeconds:0.#} s.");
        }
        finally
        {
            listener.Identified -= Identified;
        }

        void Identified(RemoteModule module)
        {
            if (target.Imei is null || target.Imei == module.Imei) found.TrySetResult(module);
        }
    }
}
